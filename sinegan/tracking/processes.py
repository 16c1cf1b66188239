"""Which process is meant, and whether it still runs."""

import os
from typing import NamedTuple

import psutil

_CLOCK = 5
"""Seconds by which the start of one process may seem to change when the machine's clock is set."""


class Process(NamedTuple):
    """A process of this machine; its start tells it from a later one that was given the same number.

    Attributes
    ----------
    pid
        Its number.
    started
        When, in whole seconds since 1970; 0 if it was gone already.
    """

    pid: int
    started: int

    def is_running(self) -> bool:
        """Whether it is there, and no zombie that only waits for its parent."""
        found = find(self.pid)
        return self.started > 0 < found.started and abs(found.started - self.started) <= _CLOCK

    def __str__(self) -> str:
        """As kept in tags and files: ``123@1700000000``."""
        return f"{self.pid}@{self.started}"


def find(pid: int) -> Process:
    """The process that has that number now."""
    try:
        found = psutil.Process(pid)
        gone = found.status() == psutil.STATUS_ZOMBIE
        return Process(pid, 0 if gone else int(found.create_time()))
    except psutil.Error:
        return Process(pid, 0)


def current() -> Process:
    """The process that asks."""
    return find(os.getpid())


def parse(text: str) -> Process:
    """What ``str`` gave; a process that does not run if the text is another."""
    pid, _, started = text.partition("@")
    return Process(int(pid), int(started)) if pid.isdecimal() and started.isdecimal() else Process(0, 0)
