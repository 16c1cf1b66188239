"""A training whose logging process is stopped and goes on in turns."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import psutil

from sinegan.networks.recipe import Recipe
from sinegan.tracking.live import live_log
from sinegan.training import checkpoints, loop
from sinegan.training.batches import from_pool

DATA, TURN = "data/train.npz", 10.0
"""Seconds of a turn. The logging process reads rows three times in it, and draws a figure in every other one."""


class Turn(NamedTuple):
    """Ten seconds of a training.

    Attributes
    ----------
    seconds
        Per step, without those of checkpoints.
    checkpoints
        Seconds in which checkpoints were written, relative to all others.
    processor
        Processor seconds of the process that logs, relative to the turn's seconds.
    """

    seconds: float
    checkpoints: float
    processor: float


def measured(name: str, recipe: Recipe, pool: Any, seconds_to_load: dict[str, float]) -> Iterator[Turn]:
    """One training without end, from the moment on that MLflow has its run: without logging, with it, ..."""
    values = recipe.model_dump()
    with (
        checkpoints.for_training(values, DATA) as saved,
        live_log.logging(name, values, DATA) as log,
        _follower(log) as follower,
    ):
        begin: _Moment | None = None
        saving, logs = 0.0, True
        for update in loop.run(recipe, from_pool(pool), pool.shape[1]):
            log.row(update.step, update.row)
            if update.snapshot is not None:
                log.snapshot(update.step, update.snapshot)
            now = _Moment.of(follower, update.step)
            if begin and now.time - begin.time > TURN:
                seconds = now.time - begin.time - saving
                yield Turn(
                    seconds / (now.step - begin.step), saving / seconds, (now.processor - begin.processor) / seconds
                )
            if log.messages and (begin is None or now.time - begin.time > TURN):
                seconds_to_load.setdefault(name, now.processor)
                logs, saving = not logs, 0.0
                if logs:
                    follower.send_signal(signal.SIGCONT)
                else:
                    _stop(follower)
                begin = _Moment.of(follower, update.step)
            start = time.perf_counter()
            saved.save_if_due(update.capture)
            saving += time.perf_counter() - start


class _Moment(NamedTuple):
    """Of a training: the time, the step, and processor seconds of the process that logs it."""

    time: float
    step: int
    processor: float

    @classmethod
    def of(cls, follower: psutil.Process, step: int) -> "_Moment":
        """The present one."""
        return cls(time.perf_counter(), step, sum(follower.cpu_times()[:2]))


def _stop(follower: psutil.Process) -> None:
    """Stop all its threads: those on other cores run on for some milliseconds after the signal."""
    follower.send_signal(signal.SIGSTOP)
    _, status = os.waitpid(follower.pid, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        raise RuntimeError("the process that logs has ended before the training")


@contextmanager
def _follower(log: live_log.LiveLog) -> Iterator[psutil.Process]:
    """The process that logs the training; it runs again at the end."""
    if log._process is None:
        raise RuntimeError("the process that logs has not started")
    follower = psutil.Process(log._process.pid)
    try:
        yield follower
    finally:
        follower.send_signal(signal.SIGCONT)
