"""What a training gives: while it goes on, and in the end."""

from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray

from sinegan.training.progress import Arrays, Course, capture
from sinegan.training.train_state import Players


@dataclass(frozen=True)
class Trained:
    """What a training leaves behind.

    Attributes
    ----------
    players
        Networks with their last weights, and optimisers.
    history
        Shape ``(epochs, 4)``, the columns of `COLUMNS`: mean losses in nats, accuracies in [0, 1].
    film
        Waves of one fixed noise batch after each epoch of `film_epochs`: ``(pictures, waves, n_points)``.
    film_epochs
        Shape ``(pictures,)``; begins with 0, the untrained generator.
    seconds
        From the first to the last step: without tracing and compiling before, and without what was done in between.
    """

    players: Players
    history: NDArray[np.float32]
    film: NDArray[np.float32]
    film_epochs: NDArray[np.int64]
    seconds: float


@dataclass(frozen=True)
class Progress:
    """Where a training stands after some steps.

    Attributes
    ----------
    players
        As they are now, and as they go on.
    course
        What they have gone through.
    total
        Steps of the whole training.
    row
        The newest row of the history, by column.
    snapshot
        Waves ``(8, n_points)`` of the fixed noise batch, if the recipe asks for them after this step; else None.
    """

    players: Players
    course: Course
    total: int
    row: dict[str, float]
    snapshot: NDArray[np.float32] | None

    @property
    def step(self) -> int:
        """Steps done."""
        return self.course.epoch

    @property
    def is_done(self) -> bool:
        """Whether this is the end."""
        return self.step == self.total

    @property
    def generator(self) -> keras.Model:
        """As it would be kept now."""
        return self.players.mean_generator

    def capture(self) -> Arrays:
        """All that `sinegan.training.loop.run` needs to go on from here, copied."""
        return capture(self.players, self.course)

    def result(self) -> Trained:
        """What the training leaves behind if it ends here."""
        film, film_epochs = np.stack(list(self.course.film.values())), np.array(list(self.course.film))
        history = np.concatenate(self.course.history)
        return Trained(self.players, history, film, film_epochs, self.course.seconds)
