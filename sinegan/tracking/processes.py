"""Identify a process, and check whether it is still running."""

import os
from typing import NamedTuple

import psutil

_CLOCK_TOLERANCE = 5
"""Seconds by which the start time of a process may appear to change when the machine's clock is set."""


class Process(NamedTuple):
    """A process of this machine; its start time distinguishes it from a later process with the same id.

    Attributes
    ----------
    pid
        Process id.
    started
        Start time, in whole seconds since 1970; 0 if it had already ended.
    """

    pid: int
    started: int

    def is_running(self) -> bool:
        """Whether it exists, and is not a zombie that only waits for its parent."""
        current = find(self.pid)
        return self.started > 0 < current.started and abs(current.started - self.started) <= _CLOCK_TOLERANCE

    def __str__(self) -> str:
        """The form used in tags and files: ``123@1700000000``."""
        return f"{self.pid}@{self.started}"


def find(pid: int) -> Process:
    """The process that has that id now."""
    try:
        process = psutil.Process(pid)
        is_zombie = process.status() == psutil.STATUS_ZOMBIE
        return Process(pid, 0 if is_zombie else int(process.create_time()))
    except psutil.Error:
        return Process(pid, 0)


def runs_since(pid: int, time: float) -> bool:
    """Whether the process that has that id now was there at that time, in seconds since 1970: no later one has it."""
    return 0 < find(pid).started <= time + _CLOCK_TOLERANCE


def current() -> Process:
    """The calling process."""
    return find(os.getpid())


def parse(text: str) -> Process:
    """The inverse of ``str``; for any other text, a process that is not running."""
    pid, _, started = text.partition("@")
    return Process(int(pid), int(started)) if pid.isdecimal() and started.isdecimal() else Process(0, 0)
