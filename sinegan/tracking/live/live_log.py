"""Log a running training to MLflow from a separate process.

The training appends to small files (`sinegan.tracking.live.feed`), which the other process
(`sinegan.tracking.live.follower`) reads. Nothing that MLflow does, or fails to do, can affect the training.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sinegan.io import console, files
from sinegan.provenance import keys
from sinegan.tracking.live import feed

TIMEOUT = 5.0
"""Seconds that a training waits at its end for the logging process."""
_RELAY_EVERY = 1.0
_COMMAND = [sys.executable, "-m", "sinegan.tracking.live.follower"]


class LiveLog:
    """Passes a training's progress to the logging process. No method raises, and none but `end` waits.

    Parameters
    ----------
    about
        Identifies the training for the logging process.

    Attributes
    ----------
    messages
        Of the logging process, as far as they were printed.
    """

    def __init__(self, about: Mapping[str, Any]) -> None:
        self._folder, self._failed = Path(), False
        self._process: subprocess.Popen[bytes] | None = None
        self.messages: list[str] = []
        self._relay_at = 0.0
        self._attempt(lambda: self._start(about))

    def row(self, step: int, values: Mapping[str, float]) -> None:
        """Pass on the newest row of the history."""
        self._attempt(lambda: feed.append_row(self._folder, step, values))
        if time.monotonic() > self._relay_at:
            self._relay_at = time.monotonic() + _RELAY_EVERY
            self._attempt(self._relay)

    def snapshot(self, step: int, waves: NDArray[np.float32]) -> None:
        """Pass on a few waves ``(n, n_points)``, generated after that step."""
        self._attempt(lambda: feed.write_snapshot(self._folder, step, waves))

    def end(self, status: str) -> None:
        """Mark the training as ended, with one of MLflow's statuses; wait up to `TIMEOUT` seconds for the process."""
        # Even after a failure, as long as there is a process: it would mark the finished training as killed.
        self._attempt(lambda: feed.write_end(self._folder, status), after_failure=self._process is not None)
        self._attempt(self._wait)
        self._detach()

    def _attempt(self, action: Callable[[], None], *, after_failure: bool = False) -> None:
        """Run an action; after the first failure, which prints the only warning, none but those `after_failure`."""
        if self._failed and not after_failure:
            return
        try:
            action()
        except (OSError, files.FileProblemError) as error:
            if not self._failed:
                _echo(feed.warning(files.short(error)))
            self._failed = True

    def _start(self, about: Mapping[str, Any]) -> None:
        self._folder = feed.create(about)
        with (self._folder / feed.STDERR).open("wb") as stderr:
            self._process = subprocess.Popen(  # noqa: S603 - fixed arguments, no shell
                [*_COMMAND, str(self._folder)],
                stdin=subprocess.DEVNULL,
                stdout=stderr,
                stderr=stderr,
                start_new_session=True,  # Ctrl-C is for the training, which then reports its end
            )

    def _relay(self) -> None:
        """Print the new messages of the logging process."""
        messages = feed.read_messages(self._folder)
        for message in messages[len(self.messages) :]:
            _echo(message)
        self.messages = messages

    def _wait(self) -> None:
        if self._process is None:
            return
        try:
            code = self._process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            self._relay()
            _echo(f"Process {self._process.pid} is still logging this training to MLflow; its files are complete")
            return
        self._relay()
        if code == 0:
            feed.remove(self._folder)
        else:
            _echo(feed.warning(f"process {self._process.pid} ended with exit code {code}"))

    def _detach(self) -> None:
        """The logging process may outlive this one; keep Python from warning about that."""
        if self._process and self._process.returncode is None:
            self._process.returncode = 0


def _echo(text: str) -> None:
    """Print a line, if stdout is still open: ``head`` closes it, for instance, which must not end the training."""
    with suppress(OSError):
        console.echo(text)


@contextmanager
def logging(name: str, recipe: Mapping[str, Any], data: str) -> Iterator[LiveLog]:
    """Start the process that logs the training's rows and snapshots to MLflow.

    If the training was killed or is repeated, its existing run is continued without duplicate points. Anything missing
    at the end is added by ``stages.publish``.

    Parameters
    ----------
    name
        Of the recipe.
    recipe
        As plain values.
    data
        Path of the training data.
    """
    values = dict(recipe)
    about = {"name": name, "recipe": values, "key": keys.training_key(values, data), "training": os.getpid()}
    log, status = LiveLog(about), "FAILED"
    try:
        yield log
        status = "FINISHED"
    except KeyboardInterrupt:
        status = "KILLED"
        raise
    finally:
        log.end(status)
