"""The script that runs the tests that train on other Pythons."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.closure import ROOT, imported

TRAINING = {"sinegan.training.loop", "sinegan.training.pretraining", "sinegan.classifiers.conv_net"}
NOT_STARTING = "#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n"
MAKE = """#!/bin/sh
echo "$@" >> calls
echo "30 passed, 2 deselected in 12.34s"
case "$2" in *3.13*) echo "make: *** Error 1" >&2; exit 2;; esac
"""


def printing(version: str) -> str:
    """A program that prints a Python version."""
    return f"#!/bin/sh\necho {version}\n"


def program(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A project folder whose .venv has Python 3.11; on PATH, a 3.12 and a 3.13 that do not start."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/other_pythons", tmp_path / ".ci")
    program(tmp_path / ".venv/bin/python", printing("3.11"))
    program(tmp_path / "bin/make", MAKE)
    for name in ("python3.12", "python3.13"):
        program(tmp_path / "bin" / name, NOT_STARTING)
    return tmp_path


def run(machine: Path) -> tuple[int, list[str]]:
    """Exit code, and the lines of the summary."""
    variables = {"PATH": f"{machine}/bin:{os.environ['PATH']}", "PYENV_ROOT": f"{machine}/pyenv"}
    process = subprocess.run(
        [machine / ".ci/other_pythons"], env=os.environ | variables, capture_output=True, text=True
    )
    return process.returncode, process.stdout.splitlines()


def test_a_program_that_does_not_start_is_ignored(machine: Path) -> None:
    assert run(machine) == (
        0,
        [
            "Python 3.11: all tests, see above",
            "Python 3.12: not on this machine, no tests were run",
            "Python 3.13: not on this machine, no tests were run",
        ],
    )
    assert not (machine / "calls").exists()


def test_a_python_of_pyenv_is_used_and_its_last_line_is_printed(machine: Path) -> None:
    inside = machine / "pyenv/versions/3.12.1/bin/python"
    program(inside, printing("3.12"))
    code, summary = run(machine)
    assert code == 0
    assert summary[1] == "Python 3.12: 30 passed, 2 deselected in 12.34s"
    assert (machine / "calls").read_text() == f"test-python PYTHON={inside}\n"


def test_after_a_failure_the_other_pythons_are_still_tried(machine: Path) -> None:
    for version in ("3.12", "3.13"):
        program(machine / f"bin/python{version}", printing(version))
    program(machine / ".venv/bin/python", printing("3.13"))
    program(machine / "bin/python3.11", printing("3.13"))  # not the version in its name
    assert run(machine)[0] == 0
    program(machine / ".venv/bin/python", printing("3.11"))
    code, summary = run(machine)
    assert code == 1
    assert [line[:11] for line in summary] == ["Python 3.11", "Python 3.12", "Python 3.13"]


def test_a_failed_setup_is_reported(machine: Path) -> None:
    program(machine / "bin/make", "#!/bin/sh\necho 'ERROR: no network'\nexit 2\n")
    program(machine / "bin/python3.12", printing("3.12"))
    code, summary = run(machine)
    assert code == 1
    assert summary[1] == "Python 3.12: no tests were run"


def test_every_module_that_trains_has_the_marker() -> None:
    trains = [path for path in (ROOT / "tests").rglob("test_*.py") if TRAINING & set(imported(path))]
    assert len(trains) > 3
    assert [path.name for path in trains if "pytest.mark.trains" not in ast.unparse(ast.parse(path.read_text()))] == []


def test_this_python_is_among_the_supported_ones() -> None:
    text = (ROOT / ".ci/other_pythons").read_text()
    assert f" {sys.version_info[0]}.{sys.version_info[1]}" in text
