"""Let MLflow follow a training while it runs. Whatever goes wrong there, the training does not notice.

All of MLflow is spoken to by a thread of its own, its import included; the training pays for an entry in a queue.
"""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import Thread, get_native_id
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stages.outside import terminal

if TYPE_CHECKING:
    from stages.outside.live_run import LiveRun

_EVERY, _PATIENCE = 3.0, 10.0  # seconds: between two requests, and for the last of them
_NICE = 19
"""Of this thread and those that it begins: they take what the training leaves of the processor."""
_PICTURE_EVERY = 10.0  # seconds: to draw takes a tenth of one, from cores that train


class Row(NamedTuple):
    """A row of the history, and when it was there, in milliseconds since 1970."""

    epoch: int
    numbers: Mapping[str, float]
    time: int


class Picture(NamedTuple):
    """A few waves, ``(n, n_points)``."""

    epoch: int
    waves: NDArray[np.float32]


class End(NamedTuple):
    """The training has ended, with one of MLflow's statuses."""

    status: str


class Following:
    """What a training hands over; each call returns at once."""

    def __init__(self) -> None:
        self.events: SimpleQueue[Row | Picture | End] = SimpleQueue()

    def row(self, epoch: int, numbers: Mapping[str, float]) -> None:
        """The newest row of the history."""
        self.events.put(Row(epoch, numbers, int(time.time() * 1000)))

    def picture(self, epoch: int, waves: NDArray[np.float32]) -> None:
        """A few waves as they are now."""
        self.events.put(Picture(epoch, waves))


@contextmanager
def following(name: str, recipe: Mapping[str, Any], data: str) -> Iterator[Following]:
    """Open the training's run in MLflow, by its key, and bring in what is handed over, every few seconds.

    A run that is there already, of a training that was killed or is repeated, goes on without doubled points. If MLflow
    does not answer, one warning says so; the training's end waits for it some seconds at most.

    Parameters
    ----------
    name
        The recipe's.
    recipe
        As plain values.
    data
        Path of the training data.
    """
    follow, status = Following(), "FAILED"
    thread = Thread(target=_work, args=(follow.events, name, recipe, data), daemon=True)
    thread.start()
    try:
        yield follow
        status = "FINISHED"
    except KeyboardInterrupt:
        status = "KILLED"
        raise
    finally:
        follow.events.put(End(status))
        thread.join(_PATIENCE)
        if thread.is_alive():
            _warn(f"it has not answered for {_PATIENCE:g} s; 'make publish' brings in what is missing")


def _work(events: "SimpleQueue[Row | Picture | End]", name: str, recipe: Mapping[str, Any], data: str) -> None:
    with suppress(AttributeError, OSError):  # Linux alone can do that for one thread
        os.setpriority(os.PRIO_PROCESS, get_native_id(), _NICE)
    try:
        from stages.outside import live_run

        run = live_run.open_run(name, recipe, data)
        terminal.say(f"MLflow follows in run '{run.name}' ({run.uri})")
        try:
            while not _bring(run, _wait(events)):
                pass
        finally:
            run.leave()
    except Exception as error:  # noqa: BLE001 - nothing that MLflow raises may end a training
        _warn(str(error))


def _bring(run: "LiveRun", events: list[Row | Picture | End]) -> bool:
    """Bring in what happened; whether the training has ended."""
    run.rows([event for event in events if isinstance(event, Row)])
    end = next((event for event in events if isinstance(event, End)), None)
    pictures = [event for event in events if isinstance(event, Picture)]
    if pictures and (end or run.seconds_since_picture() > _PICTURE_EVERY):
        run.picture(pictures[-1])
    if end:
        run.close(end.status)
    return end is not None


def _wait(events: "SimpleQueue[Row | Picture | End]") -> list[Row | Picture | End]:
    """What was handed over in the next seconds; sooner when the training has ended."""
    found: list[Row | Picture | End] = []
    until = time.monotonic() + _EVERY
    while not (found and isinstance(found[-1], End)) and (left := until - time.monotonic()) > 0:
        try:
            found.append(events.get(timeout=left))
        except Empty:
            break
    return found


def _warn(text: str) -> None:
    terminal.say(f"WARNING: MLflow does not follow this training, whose files come all the same: {text}")
