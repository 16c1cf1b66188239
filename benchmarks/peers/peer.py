"""What a peer's ``generate.py`` says of its settings, what its training is asked for, and what it gives.

Imported in the peer's environment, where there is no `sinegan`: the standard library is enough.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Series = Any
"""A float32 array ``(n, length, channels)``; NumPy is imported when the threads are limited."""


@dataclass(frozen=True)
class Variant:
    """Settings of a package that its documentation shows.

    Attributes
    ----------
    settings
        The settings in words.
    source
        Where the documentation has them.
    length
        The documented length of training in words.
    """

    settings: str
    source: str
    length: str


@dataclass
class Clock:
    """Wall clock of a training.

    Attributes
    ----------
    limit
        Seconds after which the training ends, None for the documented length.
    """

    limit: float | None
    _start: float = field(default=0.0, init=False)
    _start_cpu: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Begin to count; called when the packages are imported."""
        self._start, self._start_cpu = time.perf_counter(), time.process_time()

    @property
    def cpu_seconds(self) -> float:
        """Of all threads since the start: on a busy machine fewer than its seconds, else up to twice as many."""
        return time.process_time() - self._start_cpu

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.perf_counter() - self._start

    @property
    def expired(self) -> bool:
        """Whether the training has to end."""
        return self.limit is not None and self.seconds >= self.limit


@dataclass(frozen=True)
class Request:
    """What a training is asked for: the name of the variant, the seed, and when to stop."""

    variant: str
    seed: int
    clock: Clock

    @property
    def timed(self) -> bool:
        """Whether the clock ends the training, rather than the documented length."""
        return self.clock.limit is not None


@dataclass(frozen=True)
class Trained:
    """A trained generator.

    Attributes
    ----------
    draw
        Draws so many series, ``(n, length, channels)``, in the units of the pool.
    steps
        Updates of the generator that were done.
    epochs
        How often the pool was gone through.
    parameters
        Trained numbers, all networks together.
    deviations
        What was done in another way than the documentation shows, besides the clock, a sentence each.
    """

    draw: Callable[[int], Series]
    steps: int
    epochs: float
    parameters: int
    deviations: Sequence[str]


Train = Callable[[Series, Request], Trained]
