"""Run a command inside the test's process, which saves the seconds that Python and TensorFlow take to start."""

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


class Result(NamedTuple):
    """Exit code and output of a command."""

    returncode: int
    stdout: str
    stderr: str


def run(folder: Path, name: str, *arguments: str, environment: Mapping[str, str] | None = None) -> Result:
    """Run ``python -m stages.<name> <arguments>`` in a folder, or ``sinegan <name> <arguments>`` if not a stage."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setenv("DVC_ROOT", str(folder))
        for variable, value in (environment or {}).items():
            patch.setenv(variable, value)
        stage = ROOT / f"stages/{name}.py"
        patch.setattr(sys, "argv", [str(stage), *arguments] if stage.exists() else ["sinegan", name, *arguments])
        # TensorFlow accepts a number of threads only before its first operation, which this process has run already.
        patch.setattr("sinegan.runtime.determinism.enable", lambda: None)
        status = _run(stage if stage.exists() else ROOT / "sinegan/cli.py")
        out.flush()
    return Result(status, out.buffer.getvalue().decode(), err.getvalue())


def _run(file: Path) -> int:
    try:
        runpy.run_path(str(file), run_name="__main__")
    except SystemExit as ended:
        return int(ended.code or os.EX_OK)
    return os.EX_OK
