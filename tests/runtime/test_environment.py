"""Effects of importing the environment module."""

import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("size_limit", [0, 10_000])
def test_no_space_for_temporary_files_is_reported_in_one_line(size_limit: int) -> None:
    limited = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size_limit, size_limit))
    process = subprocess.run(
        [sys.executable, "-c", "from sinegan.runtime import environment"],
        cwd=ROOT, preexec_fn=limited, capture_output=True, text=True,
    )  # fmt: skip
    assert process.returncode == 1
    assert process.stderr.startswith("ERROR: no temporary file can be written (")
    assert process.stderr.endswith("); free some space or set TMPDIR\n")
    assert process.stderr.count("\n") == 1
