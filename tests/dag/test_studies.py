"""studies/dvc.yaml agrees with the study stage, and its files and keys with those of the pipeline."""

from typing import Any

import pytest
import yaml

from sinegan.io.yaml import Loader
from tests.closure import ROOT, closure
from tests.dag.graph import STAGES, folder, outs

STUDIES: dict[str, dict[str, Any]] = yaml.load((ROOT / "studies/dvc.yaml").read_bytes(), Loader)["stages"]  # noqa: S506


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_a_study_lists_its_imports_and_files_of_the_pipeline(study: dict[str, Any]) -> None:
    listed = set(study["deps"])
    used = {folder(path) for path in closure("study") if path.count("/") > 1}
    listed_code = {dep for dep in listed if dep.startswith(("stages/", "sinegan/"))}
    assert listed_code == used | {"stages/study.py"}
    outputs = {out for stage in STAGES for out in outs(stage)}
    assert listed - listed_code <= outputs
    assert study["wdir"] == ".."
    assert not any("trials" in out for out in study["outs"]), "DVC deletes outputs before a run"


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_a_study_reads_and_writes_its_own_folder(study: dict[str, Any]) -> None:
    folder = study["cmd"].partition("--folder ")[2]
    assert folder.startswith("studies/")
    assert {f"{folder}/params.yaml": ["study"]} in study["params"]
    written = [next(iter(out)) for out in study["outs"]]
    assert written == [f"{folder}/{name}" for name in ("results.json", "times.json", "report.md", "figures/strips.png")]


def test_no_key_of_a_study_is_a_key_of_the_pipeline() -> None:
    roots = yaml.load((ROOT / "params.yaml").read_bytes(), Loader)  # noqa: S506
    for path in (ROOT / "studies").rglob("params.yaml"):
        assert set(yaml.load(path.read_bytes(), Loader)).isdisjoint(roots)  # noqa: S506
