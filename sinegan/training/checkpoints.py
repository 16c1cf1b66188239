"""Checkpoints of a training on disk: whole or not at all, and never those of another training."""

import hashlib
import io
import os
import platform
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sinegan.io import console, files
from sinegan.io.npz import UNREADABLE, load_npz
from sinegan.provenance import hardware
from sinegan.provenance.keys import training_key

FOLDER = Path(".checkpoints")
EVERY, PER_COST = 10.0, 100.0
"""Between two checkpoints: seconds at least, and times what writing the last one took."""
_KEPT, _DIGEST = 2, hashlib.sha256().digest_size

Arrays = Mapping[str, NDArray[Any]]


class Checkpoints:
    """The newest two checkpoints of one training.

    Parameters
    ----------
    key
        Of everything that decides the training's result; checkpoints of another key are never read.
    """

    def __init__(self, key: str) -> None:
        self._key, self._folder = key, FOLDER / key
        self._due, self._interrupted = time.monotonic() + EVERY, False

    def newest(self) -> dict[str, NDArray[Any]] | None:
        """The last whole checkpoint; None without one. A line tells of it, and of each that is torn."""
        for path in sorted(self._folder.glob("[0-9]*.ckpt"), reverse=True):
            arrays = self._read(path)
            if arrays is not None:
                console.say(f"This training was stopped before; it goes on after epoch {int(path.stem)} ({path})")
                return arrays
            console.say(f"WARNING: {path} is torn or of another training; it is not used")
        return None

    def offer(self, capture: Callable[[], Arrays]) -> None:
        """Write a checkpoint if it is time for one, or if the training is to stop here.

        Raises
        ------
        KeyboardInterrupt
            Ctrl-C was pressed since the last call.
        """
        if not self._interrupted and time.monotonic() < self._due:
            return
        began, arrays = time.monotonic(), capture()
        try:
            self._write(arrays)
            kept = True
        except files.FileProblemError as error:
            console.say(f"WARNING: no checkpoint: {error}")
            kept = False
        now = time.monotonic()
        self._due = now + max(EVERY, PER_COST * (now - began))
        if self._interrupted and kept:
            raise KeyboardInterrupt(f"the same command goes on after epoch {int(arrays['epoch'])}")
        if self._interrupted:
            raise KeyboardInterrupt

    def remove(self) -> None:
        """The training has ended well, and needs them no more."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        """Stop at the next `offer`; a second Ctrl-C stops at once."""
        self._interrupted = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def _write(self, arrays: Arrays) -> None:
        buffer = io.BytesIO()
        np.savez(buffer, **arrays)  # type: ignore[arg-type]
        body = buffer.getvalue()
        with (
            files.replacing(self._folder / f"{int(arrays['epoch']):010}.ckpt") as partial,
            partial.open("wb") as stream,
        ):
            stream.write(body + self._digest(body))
            stream.flush()
            os.fsync(stream.fileno())
        for old in sorted(self._folder.glob("[0-9]*.ckpt"))[:-_KEPT]:
            old.unlink(missing_ok=True)

    def _read(self, path: Path) -> dict[str, NDArray[Any]] | None:
        try:
            content = path.read_bytes()
            body = content[:-_DIGEST]
            if content[-_DIGEST:] != self._digest(body):
                return None
            return load_npz(io.BytesIO(body))
        except UNREADABLE:
            return None

    def _digest(self, body: bytes) -> bytes:
        return hashlib.sha256(self._key.encode() + body).digest()


@contextmanager
def of_training(recipe: dict[str, Any], data: str) -> Iterator[Checkpoints]:
    """The checkpoints of the training with these inputs, by these libraries on this type of processor.

    They are removed when all inside went well. Meanwhile Ctrl-C waits for the next `Checkpoints.offer`.
    """
    libraries = [f"{name} {version(name)}" for name in ("tensorflow", "keras", "numpy")]
    told = [training_key(recipe, data), platform.python_version(), hardware.processor(), *libraries]
    kept = Checkpoints(hashlib.sha256("\n".join(told).encode()).hexdigest()[:16])
    before = signal.signal(signal.SIGINT, kept.interrupt)
    try:
        yield kept
    finally:
        signal.signal(signal.SIGINT, before)
    kept.remove()
