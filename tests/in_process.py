"""A command run in the test's own process: a start of Python and TensorFlow costs seconds, and proves nothing more."""

import io
import os
import runpy
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.closure import ROOT


class Ended(NamedTuple):
    """How it ended: exit code, and what it wrote to stdout and stderr."""

    returncode: int
    stdout: str
    stderr: str


def run(folder: Path, name: str, *words: str, environment: Mapping[str, str] | None = None) -> Ended:
    """There ``python -m stages.<name> <words>``, or ``sinegan <name> <words>`` where no stage has that name."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setenv("DVC_ROOT", str(folder))
        for variable, value in (environment or {}).items():
            patch.setenv(variable, value)
        stage = ROOT / f"stages/{name}.py"
        patch.setattr(sys, "argv", [str(stage), *words] if stage.exists() else ["sinegan", name, *words])
        # TensorFlow takes its number of threads before its first operation alone, and this process is past that.
        patch.setattr("sinegan.runtime.determinism.one_thread_per_operation", lambda: None)
        status = _run(stage if stage.exists() else ROOT / "sinegan/cli.py")
        out.flush()
    return Ended(status, out.buffer.getvalue().decode(), err.getvalue())


def _run(file: Path) -> int:
    try:
        runpy.run_path(str(file), run_name="__main__")
    except SystemExit as ended:
        return int(ended.code or os.EX_OK)
    return os.EX_OK
