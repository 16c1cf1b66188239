"""Checkpoints of a training on disk: complete or absent, and never mixed up with those of another training."""

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

from numpy.typing import NDArray

from sinegan.io import console, files
from sinegan.io.npz import UNREADABLE, load_npz, save_npz
from sinegan.provenance import hardware
from sinegan.provenance.keys import training_key
from sinegan.runtime import determinism, instruction_sets

FOLDER = Path(".checkpoints")
EVERY, PER_COST = 10.0, 100.0
"""Between two checkpoints: at least so many seconds, and so many times as long as writing the last one took."""
_N_CHECKPOINTS, _DIGEST = 2, hashlib.sha256().digest_size
_VARIABLES = (instruction_sets.SWITCH, *instruction_sets.SETTINGS, determinism.SWITCH)
"""Environment variables that the bytes of a result depend on."""

Arrays = Mapping[str, NDArray[Any]]


class Checkpoints:
    """The newest two checkpoints of one training.

    Parameters
    ----------
    key
        Hash of everything that determines the training's result; checkpoints with another key are never read.
    """

    def __init__(self, key: str) -> None:
        self._key, self._folder = key, FOLDER / key
        self._due, self._interrupted = time.monotonic() + EVERY, False

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self._interrupted

    def newest(self) -> dict[str, NDArray[Any]] | None:
        """The newest valid checkpoint, or None. Prints a line about it, and a warning about each invalid one."""
        for path in sorted(self._folder.glob("[0-9]*.ckpt"), reverse=True):
            arrays = self._read(path)
            if arrays is not None:
                console.echo(f"Resuming this training after step {int(path.stem)} ({path})")
                return arrays
            console.echo(f"WARNING: {path} is truncated or belongs to another training; it is ignored")
        return None

    def save_if_due(self, capture: Callable[[], Arrays]) -> None:
        """Write a checkpoint if one is due, or if Ctrl-C was pressed.

        Raises
        ------
        KeyboardInterrupt
            Ctrl-C was pressed since the last call; the checkpoint is written first.
        """
        if not self._interrupted and time.monotonic() < self._due:
            return
        began, arrays = time.monotonic(), capture()
        try:
            self._write(arrays)
            saved = True
        except files.FileProblemError as error:
            console.echo(f"WARNING: no checkpoint was written: {error}")
            saved = False
        now = time.monotonic()
        self._due = now + max(EVERY, PER_COST * (now - began))
        if self._interrupted and saved:
            raise KeyboardInterrupt(f"the same command resumes after step {int(arrays['step'])}")
        if self._interrupted:
            raise KeyboardInterrupt

    def remove(self) -> None:
        """Remove all checkpoints, after the training has finished."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        """Stop at the next `save_if_due`; a second Ctrl-C stops at once."""
        self._interrupted = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def _write(self, arrays: Arrays) -> None:
        buffer = io.BytesIO()
        save_npz(buffer, arrays)
        body = buffer.getvalue()
        with (
            files.replacing(self._folder / f"{int(arrays['step']):010}.ckpt") as partial,
            partial.open("wb") as stream,
        ):
            stream.write(body + self._digest(body))
            stream.flush()
            os.fsync(stream.fileno())
        for old in sorted(self._folder.glob("[0-9]*.ckpt"))[:-_N_CHECKPOINTS]:
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
def for_training(recipe: dict[str, Any], data: str) -> Iterator[Checkpoints]:
    """The checkpoints of the training with these inputs, libraries and settings, and this type of processor.

    They are removed when the block ends without an error. Inside it, Ctrl-C waits for `Checkpoints.save_if_due`.

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C was pressed after the last `save_if_due`. The checkpoints stay: DVC removes the outputs of an interrupted
        stage before it runs it again.
    """
    libraries = [f"{name} {version(name)}" for name in ("tensorflow", "keras", "numpy")]
    settings = [f"{name}={os.environ.get(name, '')}" for name in _VARIABLES]
    inputs = [training_key(recipe, data), platform.python_version(), hardware.processor(), *libraries, *settings]
    checkpoints = Checkpoints(hashlib.sha256("\n".join(inputs).encode()).hexdigest()[:16])
    before = signal.signal(signal.SIGINT, checkpoints.interrupt)
    try:
        yield checkpoints
    finally:
        signal.signal(signal.SIGINT, before)
    if checkpoints.interrupted:  # otherwise DVC would go on with the next stage
        raise KeyboardInterrupt
    checkpoints.remove()
