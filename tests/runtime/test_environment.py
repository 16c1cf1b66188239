"""Effects of importing the environment module."""

import re
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


MESSAGE = r"no temporary file can be written \(.+\); free some space or set TMPDIR"


def without_space(size_limit: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python where no file can be longer than that."""
    limited = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size_limit, size_limit))
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, preexec_fn=limited, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("size_limit", [0, 10_000])
def test_no_space_for_temporary_files_is_an_error_that_a_notebook_survives(size_limit: int) -> None:
    code = (
        "import sys, sinegan\ntry:\n    from sinegan.runtime import environment\n"
        "except sinegan.SineGanError as error:\n    sys.stdout.write(str(error))"
    )
    process = without_space(size_limit, "-c", code)
    assert (process.returncode, process.stderr) == (0, "")
    assert re.fullmatch(MESSAGE, process.stdout)


@pytest.mark.parametrize(
    "command", [("sinegan.cli", "ui"), ("sinegan.cli", "register"), ("stages.study",)], ids=" ".join
)
def test_a_command_reports_it_in_one_line(command: tuple[str, ...]) -> None:
    process = without_space(10_000, "-m", *command)
    assert process.returncode == 1
    assert re.fullmatch(f"ERROR: {MESSAGE}\n", process.stderr)
