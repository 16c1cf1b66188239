"""What a training returns: after every few steps, and at the end."""

from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray

from sinegan.training.progress import Arrays, TrainingProgress, capture
from sinegan.training.train_state import TrainState


@dataclass(frozen=True)
class Trained:
    """The result of a training.

    Attributes
    ----------
    state
        Networks with their last weights, and optimisers.
    history
        Shape ``(steps, 4)``, with the columns of `COLUMNS`: mean losses in nats, accuracies in [0, 1].
    snapshots
        Waves of one fixed batch of noise after each of `snapshot_steps`: ``(snapshots, waves, n_points)``.
    snapshot_steps
        Shape ``(snapshots,)``; the first is 0, the untrained generator.
    seconds
        From the first to the last step, without tracing and compiling, and without the time between updates.
    """

    state: TrainState
    history: NDArray[np.float32]
    snapshots: NDArray[np.float32]
    snapshot_steps: NDArray[np.int64]
    seconds: float


@dataclass(frozen=True)
class TrainingUpdate:
    """A training after some of its steps.

    Attributes
    ----------
    state
        As it is now; the next steps change it.
    done
        What the training has produced so far.
    total
        Number of steps of the whole training.
    row
        The newest row of the history, by column.
    snapshot
        Waves ``(8, n_points)`` of the fixed batch of noise, if the recipe asks for a snapshot after this step.
    """

    state: TrainState
    done: TrainingProgress
    total: int
    row: dict[str, float]
    snapshot: NDArray[np.float32] | None

    @property
    def step(self) -> int:
        """Number of steps done."""
        return self.done.step

    @property
    def is_last(self) -> bool:
        """Whether the training ends here."""
        return self.step == self.total

    @property
    def generator(self) -> keras.Model:
        """The generator that the training would return now."""
        return self.state.ema_generator

    def capture(self) -> Arrays:
        """Copies of all that `sinegan.training.loop.run` needs to resume from here."""
        return capture(self.state, self.done)

    def result(self) -> Trained:
        """The result of the training if it ended here."""
        snapshots, steps = np.stack(list(self.done.snapshots.values())), np.array(list(self.done.snapshots))
        return Trained(self.state, np.concatenate(self.done.history), snapshots, steps, self.done.seconds)
