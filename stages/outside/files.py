"""Read and write files: whole or not at all, and never code."""

import csv
import json
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


class FileProblemError(Exception):
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
        if partial.exists():
            partial.unlink()


def write_arrays(path: str, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write named arrays as an uncompressed ``.npz``, whose bytes depend on the arrays alone."""
    with replacing(path) as partial:
        np.savez(partial, **arrays)  # type: ignore[arg-type]


def read_arrays(path: str) -> dict[str, NDArray[Any]]:
    """Read all arrays of an ``.npz``; pickled objects are refused."""
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (OSError, ValueError, EOFError, KeyError, AttributeError, zipfile.BadZipFile, NotImplementedError) as error:
        raise _unreadable(path, "a NumPy archive", error) from error


def write_json(path: str, content: Any) -> None:
    """Write JSON with sorted keys; NaN and infinity, which are no JSON, raise ValueError."""
    text = json.dumps(content, indent=2, sort_keys=True, allow_nan=False, ensure_ascii=False)
    write_text(path, text + "\n")


def read_json(path: str) -> Any:
    """Read a JSON file."""
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _unreadable(path, "JSON", error) from error


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


def write_table(path: str, columns: Sequence[str], rows: NDArray[np.floating[Any]]) -> None:
    """Write rows ``(n, columns)`` as CSV, counted from 1 in a first column ``epoch``."""
    with replacing(path) as partial, partial.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["epoch", *columns])
        writer.writerows([number, *map(str, row)] for number, row in enumerate(rows, start=1))


def read_table(path: str, columns: Sequence[str]) -> NDArray[np.float64]:
    """Read what `write_table` wrote: float64 ``(n, columns)``, without the column ``epoch``."""
    try:
        text = Path(path).read_text(encoding="utf-8")
        header, *rows = csv.reader(text.splitlines())
        table = np.array(rows, dtype=np.float64)
    except (OSError, ValueError) as error:
        raise _unreadable(path, "a table of numbers", error) from error
    whole = text.endswith("\n")  # else the last number may have lost digits
    if header != ["epoch", *columns] or table.ndim != 2 or not np.isfinite(table).all() or not whole:
        raise _unreadable(
            path, "a table of numbers", f"expected whole rows of finite columns epoch, {', '.join(columns)}"
        )
    return table[:, 1:]


def _unreadable(path: str, kind: str, reason: object) -> FileProblemError:
    said = " ".join(str(getattr(reason, "strerror", None) or reason).split())
    return FileProblemError(f"{path} is not readable as {kind} ({said}); remove it and run 'dvc repro'")
