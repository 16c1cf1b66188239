"""The process that logs a training to MLflow while it runs: python -m sinegan.tracking.live.follower FEED.

Started by `sinegan.tracking.live.live_log`. It ends once the training has ended or its process is gone, and two
minutes later at the latest.
"""

import math
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from filelock import Timeout

from sinegan.errors import SineGanError
from sinegan.io import files, repository
from sinegan.tracking import processes, run_lock
from sinegan.tracking.live import feed
from sinegan.tracking.processes import Process

TIMED_OUT = 124
"""Exit code at the deadline."""
LOG_EVERY = 3.0
"""Seconds between two requests to MLflow."""
_CHECK_EVERY, _TIMEOUT, _POLL_EVERY = 5.0, 100.0, 0.5
_NICE = 10
"""Priority once the run is open: the training takes precedence."""


@contextmanager
def deadline(folder: Path, training: Process) -> Iterator[None]:
    """End this process `_TIMEOUT` seconds after the training, even if it waits for a server that never answers.

    Parameters
    ----------
    folder
        The training's feed.
    training
        Its process.
    """
    ended_at = math.inf

    def check(_signal: int, _frame: FrameType | None) -> None:
        nonlocal ended_at
        if (folder / feed.END).exists() or not training.is_running():
            ended_at = min(ended_at, time.monotonic())
        if time.monotonic() - ended_at > _TIMEOUT:
            os._exit(TIMED_OUT)

    signal.signal(signal.SIGALRM, check)
    signal.setitimer(signal.ITIMER_REAL, _CHECK_EVERY, _CHECK_EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)


def main(folder: Path) -> int:
    """Log the training of that feed, and return the exit code 0; problems become a message to the training."""
    about = files.read_json(str(folder / feed.ABOUT), ["name", "recipe", "key", "training"])
    training = processes.find(about["training"])
    locks = repository.locks()
    try:
        with deadline(folder, training), run_lock.hold(locks, about["key"], training, timeout=_TIMEOUT):
            follow(folder, about, training)
    except Timeout:
        return _warn(folder, f"process {run_lock.writer(locks, about['key']).process.pid} is writing its run")
    except SineGanError as error:  # complete, with the fix at its end
        return _warn(folder, str(error))
    except Exception as error:  # noqa: BLE001 - whatever MLflow raises, the training prints one line of it
        return _warn(folder, files.short(error))
    if not training.is_running():  # otherwise the training reads the messages and removes the feed
        feed.remove(folder)
    return 0


def follow(folder: Path, about: Mapping[str, Any], training: Process) -> None:
    """Log everything in the feed until the training ends; if its process is gone, mark the run as killed."""
    from sinegan.tracking.live import live_run  # takes seconds: lock and deadline must be set before

    with live_run.open_run(about, training) as run:
        feed.write_message(folder, f"Logging to MLflow run '{run.name}' ({run.uri})")
        _lower_priority()
        n_logged, status = 0, None
        while status is None:
            running, until = training.is_running(), time.monotonic() + LOG_EVERY
            status = feed.read_end(folder) or (None if running else "KILLED")
            rows = feed.read_rows(folder)
            run.log_rows(rows[n_logged:])
            n_logged = len(rows)
            if status or run.seconds_since_figure() > live_run.FIGURE_EVERY:
                for step, waves in list(feed.take_snapshots(folder).items())[-1:]:
                    run.log_figure(step, waves)
            while status is None and time.monotonic() < until and not (folder / feed.END).exists():
                time.sleep(_POLL_EVERY)
        run.close(status)


def _lower_priority() -> None:
    """Let the training have the processor: lower the priority of the process, and of its session (Linux autogroup)."""
    os.nice(_NICE)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(_NICE))


def _warn(folder: Path, reason: str) -> int:
    feed.write_message(folder, feed.warning(reason))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
