"""Arguments are parsed before heavy imports, and no command imports packages that it does not need."""

import subprocess
import sys

import pytest

from tests.closure import ROOT
from tests.repository.test_structure import STAGES

HEAVY = {"tensorflow", "keras", "mlflow", "matplotlib", "sklearn", "distributed", "scipy.stats"}
COMMANDS = (
    *("check", "sample", "score", "register", "verify", "ui", "study"),
    *("benchmark", "benchmark data", "benchmark score"),
)


def loaded(code: str) -> set[str]:
    """The heavy packages that are loaded after some statements."""
    command = [sys.executable, "-c", f"import sys\n{code}\nsys.stdout.write(' '.join({HEAVY} & set(sys.modules)))"]
    return set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


def with_arguments(module: str, *arguments: str) -> tuple[int, set[str], str]:
    """Run a module as a program: its exit code, the heavy packages that it loaded, and its output."""
    code = (
        f"import runpy, sys\nsys.argv[1:] = {list(arguments)}\n"
        f"try:\n    runpy.run_module('{module}', run_name='__main__')\n    code = 0\n"
        f"except SystemExit as end:\n    code = end.code or 0\n"
        f"sys.stderr.write(f'{{code}} ' + ' '.join({HEAVY} & set(sys.modules)))"
    )
    process = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    end = process.stderr.splitlines()[-1].split()
    return int(end[0]), set(end[1:]), process.stdout + process.stderr


@pytest.mark.parametrize("stage", [path.stem for path in STAGES])
def test_a_stage_handles_help_and_unknown_options_before_heavy_imports(stage: str) -> None:
    code, packages, output = with_arguments(f"stages.{stage}", "--help")
    assert (code, packages) == (0, set())
    assert f"usage: python -m stages.{stage}" in output
    code, packages, output = with_arguments(f"stages.{stage}", "--nosuch")
    assert (code, packages) == (2, set())
    assert "unrecognized arguments: --nosuch" in output


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_handles_help_and_unknown_options_before_heavy_imports(command: str) -> None:
    code, packages, output = with_arguments("sinegan.cli", *command.split(), "--help")
    assert (code, packages) == (0, set())
    assert "Usage:" in output
    code, packages, output = with_arguments("sinegan.cli", *command.split(), "--nosuch")
    assert (code, packages) == (2, set())
    assert "No such option" in output


@pytest.mark.parametrize("workers", ["0", "-1"])
@pytest.mark.parametrize("command", [("stages.study",), ("sinegan.cli", "study")], ids=" ".join)
def test_a_study_refuses_less_than_one_worker(command: tuple[str, ...], workers: str) -> None:
    code, packages, output = with_arguments(*command, "--workers", workers)
    assert (code, packages) == (2, set())
    assert "--workers" in output


def test_the_library_loads_nothing_heavy() -> None:
    assert loaded("import sinegan, sinegan.cli, stages.train") == set()


@pytest.mark.parametrize(
    ("module", "needed"),
    [
        ("sinegan.commands.check", set()),
        ("sinegan.commands.sample", set()),
        ("sinegan.commands.score", set()),  # before its files are read
        ("sinegan.commands.benchmark", set()),
        ("sinegan.benchmark.scoring", {"sklearn", "scipy.stats"}),
        ("sinegan.commands.verify", set()),
        ("sinegan.commands.register", {"mlflow", "scipy.stats"}),
        ("sinegan.commands.ui", {"mlflow"}),
        ("sinegan.reporting.figures", {"matplotlib"}),
        ("sinegan.datasets.splits", set()),
    ],
)
def test_a_command_loads_only_packages_that_it_needs(module: str, needed: set[str]) -> None:
    assert loaded(f"import {module}") <= needed
