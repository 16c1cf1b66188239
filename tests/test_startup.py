"""Arguments are read before anything heavy is imported, and no command loads what it does not need."""

import subprocess
import sys

import pytest

from tests.closure import ROOT
from tests.test_structure import STAGES

HEAVY = {"tensorflow", "keras", "mlflow", "matplotlib", "sklearn", "distributed"}
COMMANDS = ("check", "sample", "score", "register", "verify", "ui", "study")


def loaded(code: str) -> set[str]:
    """The heavy packages that are there after some statements."""
    words = [sys.executable, "-c", f"import sys\n{code}\nsys.stdout.write(' '.join({HEAVY} & set(sys.modules)))"]
    return set(subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


def with_arguments(module: str, *arguments: str) -> tuple[int, set[str], str]:
    """Exit code of a module that is run as a program, the heavy packages that it has loaded, and its output."""
    code = (
        f"import runpy, sys\nsys.argv[1:] = {list(arguments)}\n"
        f"try:\n    runpy.run_module('{module}', run_name='__main__')\n    code = 0\n"
        f"except SystemExit as end:\n    code = end.code or 0\n"
        f"sys.stderr.write(f'{{code}} ' + ' '.join({HEAVY} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    end = done.stderr.splitlines()[-1].split()
    return int(end[0]), set(end[1:]), done.stdout + done.stderr


@pytest.mark.parametrize("stage", [path.stem for path in STAGES])
def test_a_stage_answers_help_and_refuses_unknown_words_before_it_loads_anything(stage: str) -> None:
    code, found, said = with_arguments(f"stages.{stage}", "--help")
    assert (code, found) == (0, set())
    assert f"usage: python -m stages.{stage}" in said
    code, found, said = with_arguments(f"stages.{stage}", "--nosuch")
    assert (code, found) == (2, set())
    assert "unrecognized arguments: --nosuch" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_answers_help_and_refuses_unknown_words_before_it_loads_anything(command: str) -> None:
    code, found, said = with_arguments("sinegan.cli", command, "--help")
    assert (code, found) == (0, set())
    assert "Usage:" in said
    code, found, said = with_arguments("sinegan.cli", command, "--nosuch")
    assert (code, found) == (2, set())
    assert "No such option" in said


def test_the_library_loads_nothing_heavy() -> None:
    assert loaded("import sinegan, sinegan.cli, stages.train") == set()


@pytest.mark.parametrize(
    ("module", "needed"),
    [
        ("sinegan.commands.check", set()),
        ("sinegan.commands.score", {"sklearn"}),
        ("sinegan.commands.verify", set()),
        ("sinegan.reporting.pictures", {"matplotlib"}),
        ("sinegan.datasets.splits", set()),
    ],
)
def test_a_command_loads_no_library_that_it_does_not_need(module: str, needed: set[str]) -> None:
    assert loaded(f"import {module}") <= needed
