"""What happens when the first module is imported."""

import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("room", [0, 10_000])
def test_no_room_for_temporary_files_is_told_in_one_line(room: int) -> None:
    limited = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room))
    done = subprocess.run(
        [sys.executable, "-c", "from sinegan.runtime import environment"],
        cwd=ROOT, preexec_fn=limited, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("ERROR: no temporary file can be written (")
    assert done.stderr.endswith("); free space, or set TMPDIR, then again\n")
    assert done.stderr.count("\n") == 1
