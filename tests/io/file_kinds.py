"""Each kind of file that `sinegan.io.files` reads and writes, and what a refusal looks like."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sinegan.io import files
from sinegan.io.files import FileProblemError
from sinegan.reporting.options import Report

COLUMNS = ("loss", "accuracy")
ARRAYS = {"waves": np.arange(6, dtype=np.float32).reshape(2, 3), "step": np.array(0.1), "valid": np.array([True])}
READERS: dict[str, Callable[[str], Any]] = {
    "arrays": files.read_arrays,
    "json": files.read_json,
    "table": lambda path: files.read_table(path, COLUMNS),
    "model": lambda path: files.read_model(path, Report),
}
WRITERS: dict[str, Callable[[str], None]] = {
    "arrays": lambda path: files.write_arrays(path, ARRAYS),
    "json": lambda path: files.write_json(path, {"scores": [1.5, 2]}),
    "table": lambda path: files.write_table(path, COLUMNS, np.array([[0.5, 0.25], [0.125, 1.0]])),
    "model": lambda path: files.write_json(path, {"seed": 2026}),
}
each_reader = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
each_kind = pytest.mark.parametrize("kind", READERS)


def assert_refused(reader: Callable[[str], Any], path: Path) -> None:
    with pytest.raises(FileProblemError) as caught:
        reader(str(path))
    message = str(caught.value)
    if path.exists():
        assert message.startswith(f"{path} is not readable as ")
        assert message.endswith("; remove it and run 'dvc repro' if it is a result, or restore it")
    else:
        assert message == f"{path} does not exist; run 'dvc repro' if it is a result, or correct the path"
    assert "\n" not in message
