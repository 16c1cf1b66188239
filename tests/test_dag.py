"""dvc.yaml agrees with the stages: the same files, the same parameters, and all the code."""

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
from sinegan.schema.scores import Score
from tests.closure import ROOT, closure, imported

PIPELINE = yaml.load((ROOT / "dvc.yaml").read_bytes(), Loader)  # noqa: S506 - a safe loader
CHECK: dict[str, Any] = PIPELINE["stages"]["check"]
STAGES: dict[str, dict[str, Any]] = {name: stage for name, stage in PIPELINE["stages"].items() if stage is not CHECK}
"""The stages that write files."""
LOCK = "requirements.lock"
TRACKING = "sinegan/tracking/live/live_log.py"
"""It does not affect the result of training, so that it and its imports are not deps of train."""
LOOSE = {"report", "publish"}
"""Fast stages, which may list folders of which they use little."""
HELPERS = {
    "train": ["sinegan/training/output.py"],
    "report": ["sinegan/reporting/inputs.py"],
    "publish": ["sinegan/tracking/result.py"],
}
"""Modules that read or write files for a stage."""

STUDIES: dict[str, dict[str, Any]] = yaml.load((ROOT / "studies/dvc.yaml").read_bytes(), Loader)["stages"]  # noqa: S506

COMMITTED = {"user_data"}
"""Data that no stage writes: the user's files."""

each_stage = pytest.mark.parametrize("stage", STAGES)


def outs(stage: str) -> dict[str, dict[str, Any]]:
    """Outputs of a stage with their options."""
    listed = STAGES[stage]["outs"]
    return {k: v for out in listed for k, v in ({out: {}} if isinstance(out, str) else out).items()}


def code(stage: str) -> set[str]:
    return {dep for dep in STAGES[stage]["deps"] if dep.startswith(("stages/", "sinegan/"))}


def data(stage: str) -> set[str]:
    """Dependencies that are neither code nor the lock."""
    return set(STAGES[stage]["deps"]) - code(stage) - {LOCK}


def partial_closure(stage: str, *, without: str) -> set[str]:
    """The same as `closure`, but without one module and what only it imports."""
    files: set[str] = set()
    pending = [f"stages/{stage}.py"]
    while pending:
        path = pending.pop()
        if path not in files and path != without and (ROOT / path).is_file():
            files.add(path)
            pending += [name.replace(".", "/") + ".py" for name in imported(ROOT / path) if name.startswith("sinegan.")]
    return files


def syntax_tree(stage: str) -> ast.Module:
    return ast.parse((ROOT / f"stages/{stage}.py").read_text())


def constants(stage: str) -> set[str]:
    """The paths that a stage reads and writes: attributes of `paths`, and its constants in capitals."""
    constant = {
        node.value.value
        for node in syntax_tree(stage).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id.isupper()
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }
    trees = [syntax_tree(stage), *(ast.parse((ROOT / path).read_text()) for path in HELPERS.get(stage, []))]
    named = {ast.unparse(node) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return constant | {getattr(paths, name[6:]) for name in named if name.startswith("paths.")}


def sections(stage: str) -> set[str]:
    """Parameters that a stage reads, as written in dvc.yaml."""
    read: set[str] = set()
    for node in ast.walk(syntax_tree(stage)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "params.section":
            read.add(ast.literal_eval(node.args[0]))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "params.recipe":
            read |= {"recipe", "recipes.${recipe}"}
    return read


def imports_of(stage: str) -> set[str]:
    """The modules in the folders of ``sinegan/`` that a stage imports; modules outside folders do not compute."""
    files = partial_closure("train", without=TRACKING) if stage == "train" else closure(stage)
    return {path for path in files if path.count("/") > 1}


def folder(path: str) -> str:
    """The folder of the library that DVC watches for a module, with all below it."""
    return "/".join(Path(path).parts[:2]) if path.count("/") > 1 else str(Path(path).parent)


@each_stage
def test_code_deps_are_the_script_and_the_folders_that_it_imports_from(stage: str) -> None:
    used = {f"stages/{stage}.py", *map(folder, imports_of(stage))}
    of_key = {"stages/train.py", *map(folder, imports_of("train"))} if stage == "publish" else set()
    assert used - code(stage) == set(), "imported, but not listed: results could be stale"
    assert code(stage) - used - of_key == set(), "listed, but not imported: would run again without need"
    assert of_key <= code(stage), "the key of the run depends on it"


@pytest.mark.parametrize("stage", STAGES.keys() - LOOSE)
def test_a_stage_uses_most_modules_of_each_folder_that_it_lists(stage: str) -> None:
    small = {"sinegan/schema", "sinegan/provenance"}  # two or three modules, rarely changed
    for listed in code(stage) - {f"stages/{stage}.py"} - small:
        modules = {name(path) for path in (ROOT / listed).glob("*.py") if path.name != "__init__.py"}
        assert len(modules & imports_of(stage)) >= 0.6 * len(modules), listed


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_partial_closure_agrees_with_the_closure() -> None:
    assert partial_closure("train", without="") == closure("train")
    assert closure("train") - partial_closure("train", without=TRACKING) > {TRACKING}


def test_the_pipeline_is_readable() -> None:
    assert len((ROOT / "dvc.yaml").read_text().splitlines()) <= 150


def test_only_publish_depends_on_the_lock() -> None:
    assert [stage for stage in STAGES if LOCK in STAGES[stage]["deps"]] == ["publish"]


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


@each_stage
def test_params_are_those_that_the_stage_reads(stage: str) -> None:
    assert set(STAGES[stage].get("params", [])) == sections(stage)


def test_no_two_stages_share_a_parameter() -> None:
    read = [name for stage in STAGES for name in STAGES[stage].get("params", [])]
    assert len(read) == len(set(read)) > 0


def test_params_yaml_is_checked_before_all_stages_whenever_they_could_run() -> None:
    """DVC runs stages that do not depend on each other in the order of the file."""
    assert next(iter(PIPELINE["stages"])) == "check"
    assert CHECK["cmd"] == "python -m sinegan.cli check"
    read = {name for stage in STAGES.values() for name in stage.get("params", [])}
    assert set(CHECK["params"]) == read - {"recipes.${recipe}"}, "DVC refuses to look up a recipe that does not exist"
    assert not {"deps", "outs"} & set(CHECK), "no stage depends on it"


@each_stage
def test_a_stage_has_a_description_and_runs_its_script(stage: str) -> None:
    assert STAGES[stage]["cmd"] == f"python -m stages.{stage}"
    assert re.fullmatch(r"[A-Z].{20,}[^.]", STAGES[stage]["desc"])


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


def test_headlines_are_at_most_eight_numbers() -> None:
    assert PIPELINE["metrics"] == ["reports/headlines.json"]
    headlines = json.loads((ROOT / "reports/headlines.json").read_text())
    assert 0 < len(headlines) <= 8
    assert all(isinstance(value, float) for value in headlines.values())


def plots() -> dict[str, dict[str, Any]]:
    """The plots of dvc.yaml by name."""
    return {name: axes for plot in PIPELINE["plots"] if isinstance(plot, dict) for name, axes in plot.items()}


def test_plots_use_columns_of_the_history() -> None:
    header = (ROOT / "reports/history.csv").read_text().splitlines()[0].split(",")
    assert set(plots()) == {"losses", "accuracies", "headlines"}
    for name in ("losses", "accuracies"):
        axes = plots()[name]
        assert axes["x"] in header
        assert set(axes["y"]["reports/history.csv"]) <= set(header)


def test_the_plot_of_the_headlines_uses_fields_of_scores() -> None:
    axes = plots()["headlines"]
    assert axes["x"] in Score.model_fields
    assert axes["y"] == {paths.METRICS: "name"}
    template = (ROOT / f".dvc/plots/{axes['template']}.json").read_text()
    fields = set(re.findall(r'"field": "(\w+)"', template)) | set(re.findall(r"datum\.(\w+)", template))
    assert fields - {"rev"} == {"baseline", "headline"}
    assert fields - {"rev"} <= set(Score.model_fields)
    anchors = set(re.findall("<DVC_METRIC_[A-Z]+>", template))
    assert anchors == {f"<DVC_METRIC_{name}>" for name in ("DATA", "TITLE", "X", "Y", "COLOR")}


def test_the_artifact_is_the_trained_generator() -> None:
    (artifact,) = PIPELINE["artifacts"].values()
    assert artifact["path"] == paths.GENERATOR
    assert artifact["type"] == "model"
    assert artifact["desc"]
    assert artifact["labels"]


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
