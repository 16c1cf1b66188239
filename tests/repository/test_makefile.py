"""The targets of the Makefile."""

import re
import subprocess
from pathlib import Path

from tests.closure import ROOT

USERS = {"repro", "verify", "sample", "score", "ui", "experiment", "experiments", "register", "publish", "study"}


def make(*arguments: str, **variables: str) -> str:
    """What make prints, in the repository's root; no .venv is created."""
    assignments = [f"{name}={value}" for name, value in {"PYTHON": "true", **variables}.items()]
    process = subprocess.run(["make", *arguments, *assignments], cwd=ROOT, capture_output=True, text=True)
    return process.stdout + process.stderr


def commands(*arguments: str, **variables: str) -> list[str]:
    """The commands that a target would run, without the first, which creates .venv."""
    return [" ".join(line.split()) for line in make("-n", *arguments, **variables).splitlines()[1:]]


def test_help_lists_every_target_and_those_of_users_first() -> None:
    of_users, _, of_developers = make("help").partition("\nFor development:\n")
    assert {line.split()[0] for line in of_users.splitlines()} == USERS
    text = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", text, re.MULTILINE))
    assert {line.split()[0] for line in of_developers.splitlines()} == targets - USERS
    phony = text.partition(".PHONY:")[2].partition("\n\n")[0].replace("\\", " ").split()
    assert set(phony) == targets


def test_repro_ends_with_a_comparison_that_cannot_fail() -> None:
    assert commands("repro") == ["sinegan check", "dvc repro", "sinegan verify --summary"]


def test_an_experiment_checks_the_name_of_its_recipe_first() -> None:
    assert commands("experiment", RECIPE="modern") == [
        'sinegan check --recipe "modern"',
        "dvc exp run -S recipe=modern",
    ]
    assert commands("experiment")[0] == 'sinegan check --recipe ""'


def test_an_unknown_recipe_leaves_the_parameters_unchanged(tmp_path: Path) -> None:
    """With a stub of sinegan that refuses, and one of dvc that leaves a trace."""
    programs = tmp_path / ".venv/bin"
    programs.mkdir(parents=True)
    for name, code in {"sinegan": "exit 2", "dvc": "touch ran"}.items():
        (programs / name).write_text(f"#!/bin/sh\n{code}\n")
        (programs / name).chmod(0o755)
    command = ["make", "-f", str(ROOT / "Makefile"), "experiment", "RECIPE=nosuch", "PYTHON=true"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 2
    assert not (tmp_path / "ran").exists()


def test_options_of_samples_and_scores_are_passed_on() -> None:
    assert commands("sample") == ["sinegan sample"]
    assert commands("sample", N="7", OUT="a.csv") == ["sinegan sample --n 7 --out a.csv"]
    assert commands("score", FILE="a.csv") == ["sinegan score a.csv"]


def test_options_of_peers_are_passed_on() -> None:
    assert commands("peers") == ["python -m benchmarks.peers.run"]
    assert commands("peers", NAME="tsgm", SECONDS="9", SEEDS="0 1", VARIANT="vae", DATA="timegan") == [
        "python -m benchmarks.peers.run tsgm --variant vae --seconds 9 --seeds 0 1 --data timegan"
    ]
