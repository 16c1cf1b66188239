"""dvc.yaml says what the doors do: the same files, the same parameters, and all the code."""

import ast
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from sinegan.io import paths
from sinegan.io.yaml import Loader
from tests.closure import ROOT, closure, imported

PIPELINE = yaml.load((ROOT / "dvc.yaml").read_bytes(), Loader)  # noqa: S506 - a safe loader
STAGES: dict[str, dict[str, Any]] = PIPELINE["stages"]
LOCK = "requirements.lock"
TRACKING = "sinegan/tracking/live.py"
"""Cannot change what training gives; so this module, and what only it imports, is no dep of train."""
LOOSE = {"report", "publish"}
"""Take seconds: they may list folders of which they use little."""
OUTSOURCED = {"train": ["sinegan/training/output.py"], "publish": ["sinegan/tracking/result.py"]}
"""Modules that read or write files for a stage."""

STUDIES: dict[str, dict[str, Any]] = yaml.load((ROOT / "study/dvc.yaml").read_bytes(), Loader)["stages"]  # noqa: S506

COMMITTED = {"benchmarks/score_costs.json", "own_waves"}
"""Data that no stage makes: measured by hand, since no two measurements have the same bytes; brought by somebody."""

each_stage = pytest.mark.parametrize("stage", STAGES)


def outs(stage: str) -> dict[str, dict[str, Any]]:
    """Its outs with their options."""
    listed = STAGES[stage]["outs"]
    return {k: v for out in listed for k, v in ({out: {}} if isinstance(out, str) else out).items()}


def code(stage: str) -> set[str]:
    return {dep for dep in STAGES[stage]["deps"] if dep.startswith(("stages/", "sinegan/"))}


def data(stage: str) -> set[str]:
    """Deps that are neither code nor the lock."""
    return set(STAGES[stage]["deps"]) - code(stage) - {LOCK}


def reached(door: str, *, without: str) -> set[str]:
    """As `closure`, but stopping before one module."""
    found: set[str] = set()
    waiting = [f"stages/{door}.py"]
    while waiting:
        path = waiting.pop()
        if path not in found and path != without and (ROOT / path).is_file():
            found.add(path)
            waiting += [name.replace(".", "/") + ".py" for name in imported(ROOT / path) if name.startswith("sinegan.")]
    return found


def door(stage: str) -> ast.Module:
    return ast.parse((ROOT / f"stages/{stage}.py").read_text())


def constants(stage: str) -> set[str]:
    """The paths that the door reads and writes: by their names in `paths`, or texts that it names in capitals."""
    own = {
        node.value.value
        for node in door(stage).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id.isupper()
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }
    trees = [door(stage), *(ast.parse((ROOT / path).read_text()) for path in OUTSOURCED.get(stage, []))]
    named = {ast.unparse(node) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return own | {getattr(paths, name[6:]) for name in named if name.startswith("paths.")}


def sections(stage: str) -> set[str]:
    """Parameters that the door asks for, as dvc.yaml writes them."""
    read: set[str] = set()
    for node in ast.walk(door(stage)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "params.section":
            read.add(ast.literal_eval(node.args[0]))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "params.recipe":
            read |= {"recipe", "recipes.${recipe}"}
    return read


def imports_of(stage: str) -> set[str]:
    """The modules below ``sinegan/`` that a stage imports; those beside its folders hold no computation."""
    found = reached("train", without=TRACKING) if stage == "train" else closure(stage)
    return {path for path in found if path.count("/") > 1}


def folder(path: str) -> str:
    return str(Path(path).parent)


@each_stage
def test_code_deps_are_the_script_and_the_folders_that_it_imports_from(stage: str) -> None:
    used = {f"stages/{stage}.py", *map(folder, imports_of(stage))}
    of_key = {"stages/train.py", *map(folder, imports_of("train"))} if stage == "publish" else set()
    assert used - code(stage) == set(), "imported, but not listed: would give stale results"
    assert code(stage) - used - of_key == set(), "listed, but not imported: would run anew for nothing"
    assert of_key <= code(stage), "the key of the run is made of it"


@pytest.mark.parametrize("stage", STAGES.keys() - LOOSE)
def test_a_stage_uses_most_modules_of_each_folder_that_it_lists(stage: str) -> None:
    small = {"sinegan/schema", "sinegan/provenance"}  # two or three modules, seldom changed
    for listed in code(stage) - {f"stages/{stage}.py"} - small:
        there = {name(path) for path in (ROOT / listed).glob("*.py") if path.name != "__init__.py"}
        assert len(there & imports_of(stage)) >= 0.6 * len(there), listed


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_walk_with_an_exception_finds_what_the_walk_without_finds() -> None:
    assert reached("train", without="") == closure("train")
    assert closure("train") - reached("train", without=TRACKING) > {TRACKING}


def test_the_pipeline_is_readable() -> None:
    assert len((ROOT / "dvc.yaml").read_text().splitlines()) <= 150


def test_the_lock_is_a_dep_of_publish_alone() -> None:
    assert [stage for stage in STAGES if LOCK in STAGES[stage]["deps"]] == ["publish"]


@each_stage
def test_the_doors_paths_are_its_deps_and_outs(stage: str) -> None:
    named = constants(stage)
    listed = data(stage) | set(outs(stage))
    assert {path for path in named if "/" in path} - listed == set(), "used, but not listed"
    below = {path for path in listed if any(path.startswith(f"{folder}/") for folder in named)}
    assert listed - below - named == set(), "listed, but not used"


def test_publish_depends_on_every_file_of_the_report() -> None:
    made = {out for stage in ("evaluate", "report") for out in outs(stage) if out.startswith("reports/")}
    assert made <= data("publish")


@each_stage
def test_no_dep_is_listed_twice_and_every_one_is_a_file_that_exists_or_is_made(stage: str) -> None:
    listed = STAGES[stage]["deps"]
    assert len(listed) == len(set(listed))
    assert all((ROOT / path).exists() for path in code(stage))
    earlier = [name for name in STAGES if list(STAGES).index(name) < list(STAGES).index(stage)]
    assert data(stage) - COMMITTED <= {out for name in earlier for out in outs(name)}
    folders = {path for path in data(stage) if not Path(path).suffix}
    assert folders <= {"reports/figures", "own_waves"}


def test_outs_are_disjoint() -> None:
    made = [out for stage in STAGES for out in outs(stage)]
    assert len(made) == len(set(made))
    assert not [(a, b) for a in made for b in made if b.startswith(f"{a}/")]


@each_stage
def test_parameters_are_those_that_the_door_reads(stage: str) -> None:
    assert set(STAGES[stage].get("params", [])) == sections(stage)


def test_no_two_stages_share_a_parameter() -> None:
    read = [name for stage in STAGES for name in STAGES[stage].get("params", [])]
    assert len(read) == len(set(read)) > 0


@each_stage
def test_a_stage_is_described_and_runs_its_door(stage: str) -> None:
    assert STAGES[stage]["cmd"] == f"python -m stages.{stage}"
    assert re.fullmatch(r"[A-Z].{20,}[^.]", STAGES[stage]["desc"])


def test_what_training_gives_is_cached() -> None:
    assert outs("train")
    assert all(options == {} for options in outs("train").values())


def test_what_is_committed_is_not_in_the_cache() -> None:
    committed = {out: options for stage in STAGES for out, options in outs(stage).items() if out.startswith("reports/")}
    assert len(committed) == 8
    assert all(options == {"cache": False} for options in committed.values())


def test_the_receipt_stays_with_its_clone(tmp_path: Path) -> None:
    assert outs("publish") == {"models/published.json": {"cache": False}}
    shutil.copy(ROOT / ".gitignore", tmp_path)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    outputs = [out for stage in STAGES for out in outs(stage)]
    ignored = subprocess.run(
        ["git", "check-ignore", *outputs], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.split()
    assert set(ignored) == {out for out in outputs if not out.startswith("reports/")}


def test_headlines_are_at_most_eight_numbers() -> None:
    assert PIPELINE["metrics"] == ["reports/headlines.json"]
    headlines = json.loads((ROOT / "reports/headlines.json").read_text())
    assert 0 < len(headlines) <= 8
    assert all(isinstance(value, float) for value in headlines.values())


def test_plots_draw_columns_that_the_history_has() -> None:
    header = (ROOT / "reports/history.csv").read_text().splitlines()[0].split(",")
    drawn = [axes for plot in PIPELINE["plots"] if isinstance(plot, dict) for axes in plot.values()]
    assert drawn
    for axes in drawn:
        assert axes["x"] in header
        assert set(axes["y"]["reports/history.csv"]) <= set(header)


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_a_study_lists_what_its_door_imports_and_the_pipelines_files(study: dict[str, Any]) -> None:
    listed = set(study["deps"])
    used = {folder(path) for path in closure("study") if path.count("/") > 1}
    listed_code = {dep for dep in listed if dep.startswith(("stages/", "sinegan/"))}
    assert listed_code == used | {"stages/study.py"}
    made = {out for stage in STAGES for out in outs(stage)}
    assert listed - listed_code <= made
    assert study["wdir"] == ".."
    assert not any("trials" in out for out in study["outs"]), "DVC deletes outputs before a run"


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_a_study_reads_and_writes_its_own_folder(study: dict[str, Any]) -> None:
    folder = study["cmd"].partition("--folder ")[2] or "study"
    assert {f"{folder}/params.yaml": ["study"]} in study["params"]
    written = [next(iter(out)) for out in study["outs"]]
    assert written == [f"{folder}/{name}" for name in ("results.json", "times.json", "report.md", "figures/strips.png")]


def test_no_key_of_the_study_is_one_of_the_pipeline() -> None:
    roots = yaml.load((ROOT / "params.yaml").read_bytes(), Loader)  # noqa: S506
    for path in (ROOT / "study").rglob("params.yaml"):
        assert set(yaml.load(path.read_bytes(), Loader)).isdisjoint(roots)  # noqa: S506
