"""The targets of the Makefile."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.closure import ROOT

USERS = {"repro", "verify", "sample", "score", "ui", "register", "publish", "study"}
USERS |= {"experiment", "experiments", "restore"}


def make(*arguments: str, **variables: str) -> str:
    """What make prints, in the repository's root; no .venv is created."""
    assignments = [f"{name}={value}" for name, value in {"PYTHON": "true", **variables}.items()]
    process = subprocess.run(["make", *arguments, *assignments], cwd=ROOT, capture_output=True, text=True)
    return process.stdout + process.stderr


def commands(*arguments: str, **variables: str) -> list[str]:
    """The commands that a target would run, without the first, which creates .venv."""
    return [" ".join(line.split()) for line in make("-n", *arguments, **variables).splitlines()[1:]]


def stub(folder: Path, **programs: str) -> None:
    """Shell code in place of programs of .venv."""
    (folder / ".venv/bin").mkdir(parents=True)
    for name, code in programs.items():
        path = folder / ".venv/bin" / name
        path.write_text(f"#!/bin/sh\n{code}\n")
        path.chmod(0o755)


def test_help_lists_every_target_and_those_of_users_first() -> None:
    of_users, _, of_developers = make("help").partition("\nFor development:\n")
    assert {line.split()[0] for line in of_users.splitlines()} == USERS
    text = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", text, re.MULTILINE))
    assert {line.split()[0] for line in of_developers.splitlines()} == targets - USERS
    phony = text.partition(".PHONY:")[2].partition("\n\n")[0].replace("\\", " ").split()
    assert set(phony) == targets


def test_repro_ends_with_a_comparison_that_cannot_fail() -> None:
    first, then, last = commands("repro")
    assert first == "sinegan check"
    assert then.startswith("dvc repro;")
    assert "sinegan verify --summary" in last


@pytest.mark.parametrize(
    ("repro", "status", "compared"),
    [(0, 1, True), (255, 0, True), (255, 1, False)],
    ids=["all stages", "all but publish", "not even report"],
)
def test_a_result_without_its_run_is_compared(tmp_path: Path, repro: int, status: int, compared: bool) -> None:
    """With stubs of dvc, whose stages end with one status and whose `dvc status` with another, and of sinegan."""
    stub(tmp_path, dvc=f'test "$1" = repro && exit {repro}; exit {status}', sinegan='test "$1" = check || touch ran')
    command = ["make", "-f", str(ROOT / "Makefile"), "repro", "PYTHON=true"]
    assert (subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0) == (repro == 0)
    assert (tmp_path / "ran").exists() == compared


def test_restoring_touches_only_what_an_experiment_writes() -> None:
    of_git, of_dvc, _ = commands("restore")
    assert of_git == "git checkout HEAD -- params.yaml dvc.lock reports"
    assert of_dvc == "dvc checkout --force --allow-missing dvc.yaml"


def test_an_experiment_checks_the_name_of_its_recipe_first() -> None:
    assert commands("experiment", RECIPE="modern") == [
        'sinegan check --recipe "modern"',
        "dvc exp run -S recipe=modern",
    ]
    assert commands("experiment")[0] == 'sinegan check --recipe ""'


def test_an_unknown_recipe_leaves_the_parameters_unchanged(tmp_path: Path) -> None:
    """With a stub of sinegan that refuses, and one of dvc that leaves a file."""
    stub(tmp_path, sinegan="exit 2", dvc="touch ran")
    command = ["make", "-f", str(ROOT / "Makefile"), "experiment", "RECIPE=nosuch", "PYTHON=true"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 2
    assert not (tmp_path / "ran").exists()


def test_options_of_samples_and_scores_are_passed_on() -> None:
    assert commands("sample") == ["sinegan sample"]
    assert commands("sample", N="7", OUT="a.csv") == ["sinegan sample --n 7 --out a.csv"]
    assert commands("score", FILE="a.csv") == ["sinegan score a.csv"]


def test_options_of_peers_are_passed_on() -> None:
    assert commands("peers") == ["python -m benchmarks.peers.run"]
    options = {"SECONDS": "9", "SEEDS": "0 1", "VARIANT": "vae", "DATA": "timegan", "OUT": "x", "PEER_PYTHON": "p"}
    assert commands("peers", NAME="tsgm", **options) == [
        "python -m benchmarks.peers.run tsgm --variant vae --seconds 9 --seeds 0 1 --data timegan --out x --python p"
    ]
