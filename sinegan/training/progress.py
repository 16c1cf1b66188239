"""How far a training has come: everything that it takes to go on as if nothing had happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from sinegan.networks.build import MisfitError
from sinegan.training.history import COLUMNS
from sinegan.training.train_state import Players

Arrays = Mapping[str, NDArray[Any]]


class StrangeProgressError(MisfitError):
    """Arrays that do not tell how far this training has come."""


@dataclass
class Course:
    """What a training has gone through so far.

    Attributes
    ----------
    epoch
        Epochs done.
    seconds
        Spent on them.
    history
        Rows of the history, in pieces ``(any, 4)``.
    film
        Pictures ``(waves, n_points)`` by epoch.
    """

    epoch: int = 0
    seconds: float = 0.0
    history: list[NDArray[np.float32]] = field(default_factory=list)
    film: dict[int, NDArray[np.float32]] = field(default_factory=dict)


def capture(players: Players, course: Course) -> dict[str, NDArray[Any]]:
    """All of it as named arrays, copied.

    What is drawn while training has no state: it follows from the recipe's seed and the epoch.
    """
    taken = {name: variable.numpy() for name, variable in _variables(players).items()}
    return taken | {
        "epoch": np.array(course.epoch),
        "seconds": np.array(course.seconds),
        "history": np.concatenate(course.history),
        "film": np.stack(list(course.film.values())),
        "film_epochs": np.array(list(course.film)),
    }


def restore(players: Players, arrays: Arrays) -> Course:
    """Bring players of the same recipe to where `capture` found them.

    Raises
    ------
    StrangeProgressError
        An array is missing, has another shape or type, or holds NaN or infinity; the players are as they were.
    """
    variables = _variables(players)
    for name, variable in variables.items():
        _check(arrays, name, tuple(variable.shape), variable.dtype.as_numpy_dtype)
    course = _course(arrays)
    for name, variable in variables.items():
        variable.assign(arrays[name])
    return course


def _course(arrays: Arrays) -> Course:
    for name in ("epoch", "film_epochs"):
        _check(arrays, name, None, np.int64)
    _check(arrays, "seconds", (), np.float64)
    _check(arrays, "film", None, np.float32)
    epoch, pictures = int(arrays["epoch"]), arrays["film_epochs"].tolist()
    _check(arrays, "history", (epoch, len(COLUMNS)), np.float32)
    if len(arrays["film"]) != len(pictures):
        raise StrangeProgressError(f"{len(arrays['film'])} pictures of {len(pictures)} epochs")
    film = dict(zip(pictures, arrays["film"], strict=True))
    return Course(epoch, float(arrays["seconds"]), [arrays["history"]], film)


def _check(arrays: Arrays, name: str, shape: tuple[int, ...] | None, dtype: Any) -> None:
    found = arrays.get(name)
    if found is None:
        raise StrangeProgressError(f"array '{name}' is missing")
    if found.dtype != dtype or (shape is not None and found.shape != shape):
        raise StrangeProgressError(f"array '{name}' is {found.dtype} {found.shape}; expected {np.dtype(dtype)} {shape}")
    if not np.isfinite(found).all():
        raise StrangeProgressError(f"array '{name}' holds NaN or infinity")


def _variables(players: Players) -> dict[str, tf.Variable]:
    """Every number that a step changes, by name; the mean generator's only where it is another network."""
    owners: dict[str, Any] = {
        "generator": players.generator.weights,
        "discriminator": players.discriminator.weights,
        "generator_optimizer": players.generator_optimizer.variables,
        "discriminator_optimizer": players.discriminator_optimizer.variables,
    }
    if players.mean_generator is not players.generator:
        owners["mean_generator"] = players.mean_generator.weights
    return {
        f"{owner}/{number}": variable.value
        for owner, variables in owners.items()
        for number, variable in enumerate(variables)
    }
