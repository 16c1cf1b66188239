"""Which Pythons the tests that train are run on."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.closure import ROOT, imported

TRAINING = {"sinegan.training.loop", "sinegan.training.pretraining", "sinegan.classifiers.conv_net"}
REFUSES = "#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n"
MAKE = """#!/bin/sh
echo "$@" >> asked
echo "30 passed, 2 deselected in 12.34s"
case "$2" in *3.13*) echo "make: *** Error 1" >&2; exit 2;; esac
"""


def starts(version: str) -> str:
    """A program that says it is that Python."""
    return f"#!/bin/sh\necho {version}\n"


def program(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A project's folder whose own Python is 3.11; on PATH, a 3.12 and a 3.13 that do not start."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/other_pythons", tmp_path / ".ci")
    program(tmp_path / ".venv/bin/python", starts("3.11"))
    program(tmp_path / "bin/make", MAKE)
    for name in ("python3.12", "python3.13"):
        program(tmp_path / "bin" / name, REFUSES)
    return tmp_path


def run(machine: Path) -> tuple[int, list[str]]:
    """Exit code, and the closing lines."""
    own = {"PATH": f"{machine}/bin:{os.environ['PATH']}", "PYENV_ROOT": f"{machine}/pyenv"}
    done = subprocess.run([machine / ".ci/other_pythons"], env=os.environ | own, capture_output=True, text=True)
    return done.returncode, done.stdout.splitlines()


def test_a_name_that_does_not_start_is_no_python(machine: Path) -> None:
    assert run(machine) == (
        0,
        [
            "Python 3.11: all tests, see above",
            "Python 3.12: not on this machine, nothing was run",
            "Python 3.13: not on this machine, nothing was run",
        ],
    )
    assert not (machine / "asked").exists()


def test_pyenvs_are_found_and_the_closing_line_is_told(machine: Path) -> None:
    inside = machine / "pyenv/versions/3.12.1/bin/python"
    program(inside, starts("3.12"))
    code, told = run(machine)
    assert code == 0
    assert told[1] == "Python 3.12: 30 passed, 2 deselected in 12.34s"
    assert (machine / "asked").read_text() == f"test-python PYTHON={inside}\n"


def test_a_failure_fails_after_the_others_were_run(machine: Path) -> None:
    for version in ("3.12", "3.13"):
        program(machine / f"bin/python{version}", starts(version))
    program(machine / ".venv/bin/python", starts("3.13"))
    program(machine / "bin/python3.11", starts("3.13"))  # another Python than its name says
    assert run(machine)[0] == 0
    program(machine / ".venv/bin/python", starts("3.11"))
    code, told = run(machine)
    assert code == 1
    assert [line[:11] for line in told] == ["Python 3.11", "Python 3.12", "Python 3.13"]


def test_the_runs_name_what_they_ran(machine: Path) -> None:
    program(machine / "bin/make", "#!/bin/sh\necho 'ERROR: no network'\nexit 2\n")
    program(machine / "bin/python3.12", starts("3.12"))
    code, told = run(machine)
    assert code == 1
    assert told[1] == "Python 3.12: no test was run"


def test_every_module_that_trains_says_so() -> None:
    trains = [path for path in (ROOT / "tests").rglob("test_*.py") if TRAINING & set(imported(path))]
    assert len(trains) > 3
    assert [path.name for path in trains if "pytest.mark.trains" not in ast.unparse(ast.parse(path.read_text()))] == []


def test_this_python_is_one_of_those_that_are_named() -> None:
    text = (ROOT / ".ci/other_pythons").read_text()
    assert f" {sys.version_info[0]}.{sys.version_info[1]}" in text
