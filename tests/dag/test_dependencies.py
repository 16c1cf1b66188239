"""The stages of dvc.yaml depend on the code that they import, and say what they do."""

import re

import pytest

from tests.closure import ROOT, closure, name
from tests.dag.graph import LOCK, STAGES, code, each_stage, folder
from tests.dag.stage_code import TRACKING, imports_of, partial_closure

LOOSE = {"report", "publish"}
"""Fast stages, which may list folders of which they use little."""


@each_stage
def test_code_deps_are_the_script_and_the_folders_that_it_imports_from(stage: str) -> None:
    used = {f"stages/{stage}.py", *map(folder, imports_of(stage))}
    of_key = {"stages/train.py", *map(folder, imports_of("train"))} if stage == "publish" else set()
    assert used - code(stage) == set(), "imported, but not listed: results could be stale"
    assert code(stage) - used - of_key == set(), "listed, but not imported: would run again without need"
    assert of_key <= code(stage), "the key of the run depends on it"


@pytest.mark.parametrize("stage", sorted(STAGES.keys() - LOOSE))
def test_a_stage_uses_most_modules_of_each_folder_that_it_lists(stage: str) -> None:
    small = {"sinegan/schema", "sinegan/provenance"}  # two or three modules, rarely changed
    for listed in code(stage) - {f"stages/{stage}.py"} - small:
        modules = {name(path) for path in (ROOT / listed).glob("*.py") if path.name != "__init__.py"}
        assert len(modules & imports_of(stage)) >= 0.6 * len(modules), listed


def test_the_partial_closure_agrees_with_the_closure() -> None:
    assert partial_closure("train", without="") == closure("train")
    assert closure("train") - partial_closure("train", without=TRACKING) > {TRACKING}


def test_the_pipeline_is_readable() -> None:
    assert len((ROOT / "dvc.yaml").read_text().splitlines()) <= 150


def test_only_publish_depends_on_the_lock() -> None:
    assert [stage for stage in STAGES if LOCK in STAGES[stage]["deps"]] == ["publish"]


@each_stage
def test_a_stage_has_a_description_and_runs_its_script(stage: str) -> None:
    assert STAGES[stage]["cmd"] == f"python -m stages.{stage}"
    assert re.fullmatch(r"[A-Z].{20,}[^.]", STAGES[stage]["desc"])
