"""Read and write files: whole or not at all, and never code."""

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
from sinegan.io.npz import UNREADABLE, load_npz

_LONGEST = 200

Model = TypeVar("Model", bound=BaseModel)


class FileProblemError(SineGanError):
    """A file cannot be read or written as what it should be; the text names it and the cure."""


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Give the name of a file to write beside `path`, and put it in its place when all went well.

    The name keeps the suffix, by which NumPy and Keras choose the format.

    Raises
    ------
    FileProblemError
        The file could not be written: no space, no right. What was there before stays.
    """
    path = Path(path)
    partial = path.with_name(f".partial-{os.getpid()}-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        partial.replace(path)
    except OSError as error:
        reason = error.strerror or error
        raise FileProblemError(f"{path} could not be written ({reason}); free space or rights, then again") from error
    finally:
        with suppress(OSError):  # else it would hide why the writing failed
            partial.unlink(missing_ok=True)


def write_arrays(path: str, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write named arrays as an uncompressed ``.npz``, whose bytes depend on the arrays alone."""
    with replacing(path) as partial:
        np.savez(partial, **arrays)  # type: ignore[arg-type]


def read_arrays(path: str, needed: Iterable[str] = ()) -> dict[str, NDArray[Any]]:
    """Read all arrays of an ``.npz``, among which those `needed` must be; pickled objects are refused."""
    try:
        arrays = load_npz(Path(path))
    except UNREADABLE as error:
        raise _unreadable(path, "a NumPy archive", error) from error
    _refuse_gaps(path, arrays, needed)
    return arrays


def write_json(path: str, content: Any) -> None:
    """Write JSON with sorted keys; NaN and infinity, which are no JSON, raise ValueError."""
    text = json.dumps(content, indent=2, sort_keys=True, allow_nan=False, ensure_ascii=False)
    write_text(path, text + "\n")


def read_json(path: str, needed: Iterable[str] = ()) -> dict[str, Any]:
    """Read a JSON object, which must have the keys `needed`."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _unreadable(path, "JSON", error) from error
    if not isinstance(content, dict):
        raise _unreadable(path, "a JSON object", f"it holds a {type(content).__name__}")
    _refuse_gaps(path, content, needed)
    return content


def read_record(path: str, model: type[Model]) -> Model:
    """Read a JSON file that holds one `model`."""
    try:
        return model.model_validate(read_json(path))
    except ValidationError as error:
        fault = error.errors()[0]
        raise _unreadable(path, "a record", f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from error


def write_text(path: str, text: str) -> None:
    """Write a text file in UTF-8."""
    with replacing(path) as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")


def copy(source: str, target: str) -> None:
    """Write the bytes of one file to another place."""
    try:
        content = Path(source).read_bytes()
    except OSError as error:
        raise _unreadable(source, "a file", error) from error
    with replacing(target) as partial:
        partial.write_bytes(content)


def write_table(path: str, columns: Sequence[str], rows: NDArray[np.floating[Any]]) -> None:
    """Write rows ``(n, columns)`` as CSV, counted from 1 in a first column ``epoch``."""
    with replacing(path) as partial, partial.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["epoch", *columns])
        writer.writerows([number, *map(str, row)] for number, row in enumerate(rows, start=1))


def read_table(path: str, needed: Iterable[str] = ()) -> dict[str, NDArray[np.float64]]:
    """Read what `write_table` wrote: each column, float64 ``(n,)``, by its name; those `needed` must be among them.

    The column ``epoch`` is left out.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
        header, *rows = csv.reader(text.splitlines())
        table = np.array(rows, dtype=np.float64)
    except (OSError, ValueError, csv.Error) as error:
        raise _unreadable(path, "a table of numbers", error) from error
    fits = header[:1] == ["epoch"] and len({*header}) == len(header) == table.shape[-1] and table.ndim == 2
    whole = text.endswith("\n")  # else the last number may have lost digits
    if not (fits and whole and np.isfinite(table).all()):
        raise _unreadable(path, "a table of numbers", "expected whole rows of finite numbers, epoch first")
    columns = dict(zip(header[1:], table.T[1:], strict=True))
    _refuse_gaps(path, columns, needed)
    return columns


def read_text(path: str) -> str:
    """Read a text file in UTF-8."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise _unreadable(path, "text", error) from error


def short(reason: object) -> str:
    """One line of at most 200 characters: the words of others may quote a whole file."""
    said = " ".join(str(reason).split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}..."


def _refuse_gaps(path: str, content: Mapping[str, Any], needed: Iterable[str]) -> None:
    missing = [name for name in needed if name not in content]
    if missing:
        raise _unreadable(path, "what it should be", f"it lacks {', '.join(missing)}")


def _unreadable(path: str, kind: str, reason: object) -> FileProblemError:
    said = short(getattr(reason, "strerror", None) or reason)
    return FileProblemError(f"{path} is not readable as {kind} ({said}); remove it and run 'dvc repro'")
