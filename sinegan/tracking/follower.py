"""The process that brings a training into MLflow while it runs: python -m sinegan.tracking.follower FEED.

Started by `sinegan.tracking.live`. It ends when it has read that the training is over, or when the training's process
is gone, and at the latest two minutes after either.
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

from sinegan.io import files, repository
from sinegan.tracking import feed, processes, run_lock
from sinegan.tracking.processes import Process

TIMED_OUT = 124
"""Exit code at the deadline."""
EVERY = 3.0
"""Seconds between two requests to MLflow."""
_LOOK_EVERY, _LAST, _POLL = 5.0, 100.0, 0.5
_NICE = 10
"""Once the run is open: the training comes first."""


@contextmanager
def deadline(folder: Path, training: Process) -> Iterator[None]:
    """End this process `_LAST` seconds after the training, whatever it waits for: a server may never answer.

    Parameters
    ----------
    folder
        The training's feed.
    training
        Its process.
    """
    over_at = math.inf

    def look(_signal: int, _frame: FrameType | None) -> None:
        nonlocal over_at
        if (folder / feed.END).exists() or not training.is_running():
            over_at = min(over_at, time.monotonic())
        if time.monotonic() - over_at > _LAST:
            os._exit(TIMED_OUT)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _LOOK_EVERY, _LOOK_EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)


def main(folder: Path) -> int:
    """Follow the training of that feed; 0 if the run has all that the training told."""
    about = files.read_json(str(folder / feed.ABOUT), ["name", "recipe", "key", "training"])
    training = processes.find(about["training"])
    locks = repository.locks()
    try:
        with deadline(folder, training), run_lock.hold(locks, about["key"], training, timeout=_LAST):
            follow(folder, about, training)
    except Timeout:
        return _warn(folder, f"process {run_lock.writer(locks, about['key']).process.pid} writes its run")
    except Exception as error:  # noqa: BLE001 - whatever MLflow raises, the training prints one line of it
        return _warn(folder, files.short(error))
    if not training.is_running():  # else the training reads the messages, and removes it
        feed.remove(folder)
    return 0


def follow(folder: Path, about: Mapping[str, Any], training: Process) -> None:
    """Bring everything into the run until the training is over; a training that is gone is marked as killed."""
    from sinegan.tracking import live_run  # seconds: the lock and the deadline must stand before

    with live_run.open_run(about, training) as run:
        feed.write_message(folder, f"MLflow follows in run '{run.name}' ({run.uri})")
        _give_way()
        done, status = 0, None
        while status is None:
            running, until = training.is_running(), time.monotonic() + EVERY
            status = feed.read_end(folder) or (None if running else "KILLED")
            rows = feed.read_rows(folder)
            run.add(rows[done:])
            done = len(rows)
            if status or run.seconds_since_picture() > live_run.PICTURE_EVERY:
                for epoch, waves in list(feed.take_snapshots(folder).items())[-1:]:
                    run.draw(epoch, waves)
            while status is None and time.monotonic() < until and not (folder / feed.END).exists():
                time.sleep(_POLL)
        run.close(status)


def _give_way() -> None:
    """Let the training have the processor: as a process, and as a session, which Linux may weigh as a whole."""
    os.nice(_NICE)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(_NICE))


def _warn(folder: Path, reason: str) -> int:
    feed.write_message(
        folder, f"WARNING: MLflow does not follow this training, whose files come all the same: {reason}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
