"""Read and write files: atomically, and never code."""

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ValidationError

from sinegan.errors import SineGanError
from sinegan.io.npz import UNREADABLE, load_npz, save_npz

_MAX_LENGTH = 200

Model = TypeVar("Model", bound=BaseModel)


class FileProblemError(SineGanError):
    """A file cannot be read or written; the message names the file and the fix."""


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Yield a path beside `path` to write to, and rename it to `path` at the end if there was no error.

    The suffix stays the same: NumPy and Keras choose the format by it. A device or a pipe, such as ``/dev/null``, is
    yielded itself.

    Raises
    ------
    FileProblemError
        The file could not be written, for lack of space or permissions. An older file is left unchanged.
    """
    path = Path(path)
    in_place = os.path.exists(path) and not path.is_file() and not path.is_dir()  # noqa: PTH110 - never raises
    partial = path if in_place else path.with_name(f".partial-{os.getpid()}-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        if not in_place:
            partial.replace(path)
    except OSError as error:
        reason = error.strerror or error
        fix = "name a file in it" if isinstance(error, IsADirectoryError) else "free some space or fix its permissions"
        raise FileProblemError(f"{path} could not be written ({reason}); {fix}") from error
    finally:
        if not in_place:
            with suppress(OSError):  # otherwise it would hide why writing failed
                partial.unlink(missing_ok=True)


def write_arrays(path: str, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write named arrays as an uncompressed ``.npz``, whose bytes depend on the arrays alone."""
    with replacing(path) as partial:
        save_npz(partial, arrays)


def read_arrays(path: str, needed: Iterable[str] = ()) -> dict[str, NDArray[Any]]:
    """Read all arrays of an ``.npz``; those `needed` must exist. Pickled objects are refused."""
    try:
        arrays = load_npz(Path(path))
    except UNREADABLE as error:
        raise _unreadable(path, "a NumPy archive", error) from error
    _require(path, arrays, needed)
    return arrays


def write_json(path: str, content: Any) -> None:
    """Write JSON with sorted keys; NaN and infinity raise ValueError, since JSON has no such numbers."""
    text = json.dumps(content, indent=2, sort_keys=True, allow_nan=False, ensure_ascii=False)
    write_text(path, text + "\n")


def read_json(path: str, needed: Iterable[str] = ()) -> dict[str, Any]:
    """Read a JSON object that must have the keys `needed`."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _unreadable(path, "JSON", error) from error
    if not isinstance(content, dict):
        raise _unreadable(path, "a JSON object", f"it holds a {type(content).__name__}")
    _require(path, content, needed)
    return content


def read_model(path: str, model: type[Model]) -> Model:
    """Read a JSON file as a pydantic model."""
    try:
        return model.model_validate(read_json(path))
    except ValidationError as error:
        detail = error.errors()[0]
        raise _unreadable(path, "what it should be", f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}") from error


def write_text(path: str, text: str) -> None:
    """Write a text file in UTF-8."""
    with replacing(path) as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")


def copy(source: str, target: str) -> None:
    """Copy a file."""
    content = read_bytes(source)
    with replacing(target) as partial:
        partial.write_bytes(content)


def write_table(path: str, columns: Sequence[str], rows: NDArray[np.floating[Any]]) -> None:
    """Write rows ``(n, columns)`` as CSV, numbered from 1 in a first column ``step``."""
    with replacing(path) as partial, partial.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["step", *columns])
        writer.writerows([number, *map(str, row)] for number, row in enumerate(rows, start=1))


def read_table(path: str, needed: Iterable[str] = ()) -> dict[str, NDArray[np.float64]]:
    """Read what `write_table` wrote: each column, float64 ``(n,)``, by its name; those `needed` must be among them.

    The column ``step`` is omitted.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
        header, *rows = csv.reader(text.splitlines())
        table = np.array(rows, dtype=np.float64)
    except (OSError, ValueError, csv.Error) as error:
        raise _unreadable(path, "a table of numbers", error) from error
    fits = header[:1] == ["step"] and len({*header}) == len(header) == table.shape[-1] and table.ndim == 2
    whole = text.endswith("\n")  # otherwise the last number may be cut
    if not (fits and whole and np.isfinite(table).all()):
        raise _unreadable(path, "a table of numbers", "expected complete rows of finite numbers, first column 'step'")
    columns = dict(zip(header[1:], table.T[1:], strict=True))
    _require(path, columns, needed)
    return columns


def read_text(path: str) -> str:
    """Read a text file in UTF-8."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise _unreadable(path, "text", error) from error


def read_bytes(path: str) -> bytes:
    """Read a file as it is."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise _unreadable(path, "a file", error) from error


def short(reason: object) -> str:
    """One line of at most 200 characters: messages of libraries may quote a whole file."""
    text = " ".join(str(reason).split())
    return text if len(text) <= _MAX_LENGTH else f"{text[:_MAX_LENGTH]}..."


def _require(path: str, content: Mapping[str, Any], needed: Iterable[str]) -> None:
    missing = [name for name in needed if name not in content]
    if missing:
        raise _unreadable(path, "what it should be", f"it lacks {', '.join(missing)}")


def _unreadable(path: str, kind: str, reason: object) -> FileProblemError:
    if isinstance(reason, FileNotFoundError):
        return FileProblemError(f"{path} does not exist; run 'dvc repro' if it is a result, or correct the path")
    detail = short(getattr(reason, "strerror", None) or reason)
    fix = "remove it and run 'dvc repro' if it is a result, or restore it"
    return FileProblemError(f"{path} is not readable as {kind} ({detail}); {fix}")
