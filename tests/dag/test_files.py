"""The files of dvc.yaml are those that the stages read and write, cached or committed."""

import shutil
import subprocess
from pathlib import Path

from sinegan.io import paths
from tests.closure import ROOT
from tests.dag.graph import PIPELINE, STAGES, code, data, each_stage, outs
from tests.dag.stage_code import constants

COMMITTED = {"user_data"}
"""Data that no stage writes: the user's files."""


@each_stage
def test_the_paths_of_a_stage_are_its_deps_and_outs(stage: str) -> None:
    named = constants(stage)
    listed = data(stage) | set(outs(stage))
    assert {path for path in named if "/" in path} - listed == set(), "used, but not listed"
    below = {path for path in listed if any(path.startswith(f"{folder}/") for folder in named)}
    assert listed - below - named == set(), "listed, but not used"


def test_publish_depends_on_every_file_of_the_report() -> None:
    outputs = {out for stage in ("evaluate", "report") for out in outs(stage) if out.startswith("reports/")}
    assert outputs <= data("publish")


@each_stage
def test_no_dep_is_listed_twice_and_every_dep_exists_or_is_an_earlier_output(stage: str) -> None:
    listed = STAGES[stage]["deps"]
    assert len(listed) == len(set(listed))
    assert all((ROOT / path).exists() for path in code(stage))
    earlier = [name for name in STAGES if list(STAGES).index(name) < list(STAGES).index(stage)]
    assert data(stage) - COMMITTED <= {out for name in earlier for out in outs(name)}
    folders = {path for path in data(stage) if not Path(path).suffix}
    assert folders <= {"reports/figures", "user_data"}


def test_outs_are_disjoint() -> None:
    outputs = [out for stage in STAGES for out in outs(stage)]
    assert len(outputs) == len(set(outputs))
    assert not [(a, b) for a in outputs for b in outputs if b.startswith(f"{a}/")]


def test_outputs_of_training_are_cached() -> None:
    assert outs("train")
    assert all(options == {} for options in outs("train").values())


def test_committed_outputs_are_not_cached() -> None:
    reports = {out: options for stage in STAGES for out, options in outs(stage).items() if out.startswith("reports/")}
    committed = {out: options for out, options in reports.items() if out != paths.REPORT_PAGE}
    assert len(committed) == 10
    assert reports[paths.REPORT_PAGE] == {}, "too large for git"
    assert all(options == {"cache": False} for options in committed.values())


def test_the_receipt_of_publish_is_neither_cached_nor_committed(tmp_path: Path) -> None:
    assert outs("publish") == {"models/published.json": {"cache": False}}
    shutil.copy(ROOT / ".gitignore", tmp_path)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    outputs = [out for stage in STAGES for out in outs(stage)]
    ignored = subprocess.run(
        ["git", "check-ignore", *outputs], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.split()
    assert set(ignored) == {out for out in outputs if not out.startswith("reports/")} | {paths.REPORT_PAGE}


def test_the_artifact_is_the_trained_generator() -> None:
    (artifact,) = PIPELINE["artifacts"].values()
    assert artifact["path"] == paths.GENERATOR
    assert artifact["type"] == "model"
    assert artifact["desc"]
    assert artifact["labels"]
