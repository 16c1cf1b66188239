"""Works that take turns, so that other load on the machine affects them equally."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np

from sinegan.runtime.instruction_sets import NATIVE, SETTINGS, SWITCH

_PAUSE = 0.3
"""Seconds before each turn: OpenMP's threads spin for 0.2 s after their work."""

Row = dict[str, float]


class Work(Protocol):
    """Something to time.

    Attributes
    ----------
    steps
        That one repeat does.
    """

    steps: int

    def seconds(self, repeats: int) -> float:
        """Do it so often; returns the time of all repeats."""
        ...

    def end(self) -> None:
        """Free what it holds."""
        ...


class Worker:
    """The parent's side of `benchmarks.worker`.

    Parameters
    ----------
    module
        Of `benchmarks.implementations`.
    n, steps
        Batch size, and steps in one repeat.
    pool
        Path of an ``.npy`` file of waves.
    default_instruction_sets
        Whether `sinegan` must leave the libraries their default instruction sets.

    Attributes
    ----------
    steps
        In one repeat.
    peak_mib
        Peak memory of the process so far.
    """

    def __init__(self, module: str, n: int, steps: int, pool: str, *, default_instruction_sets: bool = False) -> None:
        command = [sys.executable, "-m", "benchmarks.worker", module, str(n), str(steps), pool]
        environment = default_environment() | ({SWITCH: NATIVE} if default_instruction_sets else {})
        self.steps, self.peak_mib = steps, 0
        self._name = " ".join(command[2:])
        self._stderr = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by `end`
        self._process = subprocess.Popen(  # noqa: S603 - fixed arguments
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr, text=True,
            env=environment,
        )  # fmt: skip

    def seconds(self, repeats: int) -> float:
        """See `Work`."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the process has no pipes")
        try:
            stdin.write(f"{repeats}\n")
            stdin.flush()
            seconds, peak = stdout.readline().split()
        except (OSError, ValueError) as error:
            self._stderr.seek(0)
            raise RuntimeError(f"{self._name} failed:\n{self._stderr.read()[-2_000:]}") from error
        self.peak_mib = int(peak)
        return float(seconds)

    def end(self) -> None:
        """End the process."""
        self._process.communicate()
        self._stderr.close()


class Command:
    """A command of Python, in a new process for each repeat: ``dvc status``, for instance."""

    def __init__(self, text: str) -> None:
        self.steps = 1
        self._command = [sys.executable, "-m", *text.split()]

    def seconds(self, repeats: int) -> float:
        """See `Work`."""
        start = time.perf_counter()
        for _ in range(repeats):
            subprocess.run(  # noqa: S603 - fixed arguments
                self._command, capture_output=True, check=True, env=default_environment()
            )
        return time.perf_counter() - start

    def end(self) -> None:
        """Nothing is held."""


def default_environment() -> dict[str, str]:
    """The environment without what `sinegan` sets for its libraries, and without a user's Keras settings."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return kept | {"KERAS_BACKEND": "tensorflow", "KERAS_HOME": os.devnull, "TF_CPP_MIN_LOG_LEVEL": "3"}


def take_turns(works: Mapping[str, Work], *, turns: int, turn_seconds: float) -> dict[str, Any]:
    """Median milliseconds of a step of each work, and the median of its ratios to the first work in the same turn.

    Parameters
    ----------
    works
        By name. They are ended here.
    turns
        Of each work.
    turn_seconds
        Length of a turn: long enough to restore caches and threads that the work before has changed.
    """
    spent: dict[str, list[float]] = {name: [] for name in works}
    try:
        for work in works.values():
            work.seconds(1)  # compiles
        repeats = {name: max(1, round(turn_seconds / work.seconds(1))) for name, work in works.items()}
        for _ in range(turns):
            for name, work in works.items():
                time.sleep(_PAUSE)
                spent[name].append(1e3 * work.seconds(repeats[name]) / repeats[name] / work.steps)
    finally:
        for work in works.values():
            work.end()
    first = next(iter(spent.values()))
    return {name: _row(times, first) for name, times in spent.items()}


def _row(times: list[float], first: list[float]) -> Row:
    ratio = float(np.median(np.divide(times, first)))
    return {"ms": round(statistics.median(times), 3), "ratio": round(ratio, 3)}
