"""How far a training has come: everything that is needed to resume it as if it had not been interrupted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from sinegan.networks.build import MisfitError
from sinegan.training.history import COLUMNS
from sinegan.training.train_state import TrainState

Arrays = Mapping[str, NDArray[Any]]


class CheckpointMismatchError(MisfitError):
    """Arrays that are not a checkpoint of this training."""


@dataclass
class TrainingProgress:
    """What a training has produced so far.

    Attributes
    ----------
    step
        Number of steps done.
    seconds
        Spent on them.
    history
        Rows of the history, in blocks ``(any, 4)``.
    snapshots
        Generated waves ``(waves, n_points)`` by step.
    """

    step: int = 0
    seconds: float = 0.0
    history: list[NDArray[np.float32]] = field(default_factory=list)
    snapshots: dict[int, NDArray[np.float32]] = field(default_factory=dict)


def capture(state: TrainState, done: TrainingProgress) -> dict[str, NDArray[Any]]:
    """Copies of state and progress, as named arrays.

    The random number generators have no state: what is drawn depends on the recipe's seed and the step.
    """
    weights = {name: variable.numpy() for name, variable in _variables(state).items()}
    return weights | {
        "step": np.array(done.step),
        "seconds": np.array(done.seconds),
        "history": np.concatenate(done.history),
        "snapshots": np.stack(list(done.snapshots.values())),
        "snapshot_steps": np.array(list(done.snapshots)),
    }


def restore(state: TrainState, arrays: Arrays) -> TrainingProgress:
    """Set the state of a training with the same recipe to what `capture` returned.

    Raises
    ------
    CheckpointMismatchError
        An array is missing, has another shape or type, or holds NaN or infinity. The state is then unchanged.
    """
    variables = _variables(state)
    for name, variable in variables.items():
        _check(arrays, name, tuple(variable.shape), variable.dtype.as_numpy_dtype)
    done = _progress(arrays)
    for name, variable in variables.items():
        variable.assign(arrays[name])
    return done


def _progress(arrays: Arrays) -> TrainingProgress:
    for name in ("step", "snapshot_steps"):
        _check(arrays, name, None, np.int64)
    _check(arrays, "seconds", (), np.float64)
    _check(arrays, "snapshots", None, np.float32)
    step, snapshot_steps = int(arrays["step"]), arrays["snapshot_steps"].tolist()
    _check(arrays, "history", (step, len(COLUMNS)), np.float32)
    if len(arrays["snapshots"]) != len(snapshot_steps):
        raise CheckpointMismatchError(f"{len(arrays['snapshots'])} snapshots of {len(snapshot_steps)} steps")
    snapshots = dict(zip(snapshot_steps, arrays["snapshots"], strict=True))
    return TrainingProgress(step, float(arrays["seconds"]), [arrays["history"]], snapshots)


def _check(arrays: Arrays, name: str, shape: tuple[int, ...] | None, dtype: Any) -> None:
    array = arrays.get(name)
    if array is None:
        raise CheckpointMismatchError(f"array '{name}' is missing")
    if array.dtype != dtype or (shape is not None and array.shape != shape):
        raise CheckpointMismatchError(
            f"array '{name}' is {array.dtype} {array.shape}; expected {np.dtype(dtype)} {shape}"
        )
    if not np.isfinite(array).all():
        raise CheckpointMismatchError(f"array '{name}' holds NaN or infinity")


def _variables(state: TrainState) -> dict[str, tf.Variable]:
    """Every variable that a step changes, by name; those of the averaged generator only if it is another network."""
    owners: dict[str, Any] = {
        "generator": state.generator.weights,
        "discriminator": state.discriminator.weights,
        "generator_optimizer": state.generator_optimizer.variables,
        "discriminator_optimizer": state.discriminator_optimizer.variables,
    }
    if state.ema_generator is not state.generator:
        owners["ema_generator"] = state.ema_generator.weights
    return {
        f"{owner}/{number}": variable.value
        for owner, variables in owners.items()
        for number, variable in enumerate(variables)
    }
