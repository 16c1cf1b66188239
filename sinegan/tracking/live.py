"""Let a process of its own bring a training into MLflow while it runs.

The training appends to small files (`sinegan.tracking.feed`); the other process (`sinegan.tracking.follower`) reads
them. Nothing that MLflow does, or fails to do, can reach the training.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sinegan.io import console, files
from sinegan.provenance import keys
from sinegan.tracking import feed

PATIENCE = 5.0
"""Seconds that the end of a training waits for the process that follows it."""
_RELAY_EVERY = 1.0
_COMMAND = [sys.executable, "-m", "sinegan.tracking.follower"]


class Following:
    """What a training hands over. No call raises, and none but `end` waits.

    Parameters
    ----------
    about
        The training, for the process that follows it.

    Attributes
    ----------
    messages
        What the other process has said so far.
    """

    def __init__(self, about: Mapping[str, Any]) -> None:
        self._folder, self._broken = Path(), False
        self._process: subprocess.Popen[bytes] | None = None
        self.messages: list[str] = []
        self._relay_at = 0.0
        self._attempt(lambda: self._start(about))

    def row(self, epoch: int, numbers: Mapping[str, float]) -> None:
        """The newest row of the history."""
        self._attempt(lambda: feed.append_row(self._folder, epoch, numbers))
        if time.monotonic() > self._relay_at:
            self._relay_at = time.monotonic() + _RELAY_EVERY
            self._attempt(self._relay)

    def snapshot(self, epoch: int, waves: NDArray[np.float32]) -> None:
        """A few waves ``(n, n_points)`` as they are now."""
        self._attempt(lambda: feed.write_snapshot(self._folder, epoch, waves))

    def end(self, status: str) -> None:
        """The training is over, with one of MLflow's statuses; wait `PATIENCE` seconds for the other process."""
        self._attempt(lambda: feed.write_end(self._folder, status))
        self._attempt(self._wait)
        self._leave()

    def _attempt(self, act: Callable[[], None]) -> None:
        """What fails, fails once, and costs a warning."""
        if self._broken:
            return
        try:
            act()
        except (OSError, files.FileProblemError) as error:
            self._broken = True
            _warn(files.short(error))

    def _start(self, about: Mapping[str, Any]) -> None:
        self._folder = feed.begin(about)
        with (self._folder / feed.STDERR).open("wb") as stderr:
            self._process = subprocess.Popen(  # noqa: S603 - fixed words, no shell
                [*_COMMAND, str(self._folder)],
                stdin=subprocess.DEVNULL,
                stdout=stderr,
                stderr=stderr,
                start_new_session=True,  # Ctrl-C is for the training, which tells how it ended
            )

    def _relay(self) -> None:
        """Print what the other process has said since."""
        messages = feed.read_messages(self._folder)
        for message in messages[len(self.messages) :]:
            console.say(message)
        self.messages = messages

    def _wait(self) -> None:
        if self._process is None:
            return
        try:
            code = self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._relay()
            console.say(f"Process {self._process.pid} still brings this training into MLflow; its files are complete")
            return
        self._relay()
        if code == 0:
            feed.remove(self._folder)
        else:
            _warn(f"process {self._process.pid} ended with code {code}")

    def _leave(self) -> None:
        """The other process may outlive this one, and Python need not warn of that."""
        if self._process and self._process.returncode is None:
            self._process.returncode = 0


@contextmanager
def following(name: str, recipe: Mapping[str, Any], data: str) -> Iterator[Following]:
    """Start the process that brings the training's rows and snapshots into MLflow.

    A run that is there already, of a training that was killed or is repeated, goes on without doubled points. Whatever
    is missing in the end is completed by ``stages.publish``.

    Parameters
    ----------
    name
        The recipe's.
    recipe
        As plain values.
    data
        Path of the training data.
    """
    plain = dict(recipe)
    about = {"name": name, "recipe": plain, "key": keys.training_key(plain, data), "training": os.getpid()}
    follow, status = Following(about), "FAILED"
    try:
        yield follow
        status = "FINISHED"
    except KeyboardInterrupt:
        status = "KILLED"
        raise
    finally:
        follow.end(status)


def _warn(reason: str) -> None:
    console.say(f"WARNING: MLflow does not follow this training ({reason}); 'make publish' completes its run later")
