"""Committed results belong to the committed code. Reads HEAD, never the work tree; run by ``make committed``.

Not part of ``make test``: whoever runs the pipeline with other parameters has other numbers, and green tests.
"""

import hashlib
import json
import re
import subprocess
from functools import cache
from typing import Any

import pytest
import yaml

from stages.outside.yaml12 import Loader


@cache
def head(path: str) -> bytes:
    return subprocess.run(["git", "show", f"HEAD:{path}"], capture_output=True, check=True).stdout


@cache
def head_files(folder: str) -> list[str]:
    listed = subprocess.run(["git", "ls-tree", "-r", "--name-only", "HEAD", folder], capture_output=True, check=True)
    return listed.stdout.decode().split()


def read_yaml(path: str) -> dict:
    return yaml.load(head(path), Loader)  # noqa: S506 - a safe loader


def md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def folder_md5(folder: str) -> str:
    """As DVC hashes a folder: the md5 of a JSON list of its files' md5s."""
    entries = [{"md5": md5(head(path)), "relpath": path.removeprefix(f"{folder}/")} for path in head_files(folder)]
    entries.sort(key=lambda entry: entry["relpath"])
    return md5(json.dumps(entries, sort_keys=True).encode()) + ".dir"


STAGES = sorted(read_yaml("dvc.yaml")["stages"])


@pytest.mark.parametrize("stage", STAGES)
def test_lock_has_the_committed_files(stage: str) -> None:
    locked = read_yaml("dvc.lock")["stages"][stage]
    entries = locked.get("deps", []) + locked.get("outs", [])
    committed = [entry for entry in entries if head_files(entry["path"])]
    assert committed
    wrong = [
        entry["path"]
        for entry in committed
        if entry["md5"]
        != (folder_md5 if entry["path"] not in head_files(entry["path"]) else lambda p: md5(head(p)))(entry["path"])
    ]
    assert not wrong, "run 'dvc repro' and commit dvc.lock and reports/"


@pytest.mark.parametrize("stage", STAGES)
def test_lock_names_the_deps_and_outs_of_dvc_yaml(stage: str) -> None:
    locked, wanted = read_yaml("dvc.lock")["stages"][stage], read_yaml("dvc.yaml")["stages"][stage]
    for kind in ("deps", "outs"):
        names = [entry if isinstance(entry, str) else next(iter(entry)) for entry in wanted[kind]]
        assert sorted(names) == sorted(entry["path"] for entry in locked[kind])


@pytest.mark.parametrize("stage", STAGES)
def test_lock_has_the_committed_parameters(stage: str) -> None:
    params = read_yaml("params.yaml")
    for key, locked in read_yaml("dvc.lock")["stages"][stage].get("params", {}).get("params.yaml", {}).items():
        value = params
        for part in key.split("."):
            value = value[part]
        assert value == locked, key


def test_headlines_are_those_of_the_scores() -> None:
    from stages.judges.headlines import values

    assert json.loads(head("reports/headlines.json")) == values(json.loads(head("reports/metrics.json"))["scores"])


def test_readme_shows_the_committed_scores() -> None:
    from stages.outside.markdown import floor, number

    scores = json.loads(head("reports/metrics.json"))["scores"]
    rows = re.findall(
        r"\| `([a-z_0-9]+/[a-z0-9_]+)`[^|]*\| ([^|]+) \| ([^|]+) \| (?:higher|lower|near the floor) \|",
        head("README.md").decode(),
    )
    assert len(rows) >= 8
    for key, value, floor_shown in rows:
        assert (value.strip(), floor_shown.strip()) == (number(scores[key]["value"]), floor(scores[key])), key


def test_every_fault_is_flagged_by_a_headline_and_none_where_there_is_no_fault() -> None:
    from stages.judges import headlines, rows
    from stages.judges.options import Calibration
    from stages.metrics.impairments import IMPAIRMENTS

    calibration = Calibration.model_validate_json(head("reports/calibration.json"))
    keys = headlines.keys(json.loads(head("reports/metrics.json"))["scores"])
    strongest = {fault.name: calibration.anchor(fault.name, fault.strengths[-1]) for fault in IMPAIRMENTS}
    flagged = {
        name: [key for key in keys if rows.distance(scores[key], calibration.floors[key]) > rows.FLAGGED_BEYOND]
        for name, scores in strongest.items()
    }
    assert flagged.pop("none") == []
    assert [name for name, found in flagged.items() if not found] == []


def test_readme_shows_the_committed_comparison_of_pool_and_fresh_waves() -> None:
    from benchmarks.fresh_or_pool import table

    assert table(json.loads(head("benchmarks/fresh_or_pool.json"))) in head("README.md").decode()


def test_readme_shows_what_the_committed_headlines_see() -> None:
    from stages.judges import headlines, sensitivity
    from stages.judges.options import Calibration
    from stages.outside.markdown import seen_table

    seen = sensitivity.seen_from(Calibration.model_validate_json(head("reports/calibration.json")))
    keys = headlines.keys(json.loads(head("reports/metrics.json"))["scores"])
    assert seen_table({key: seen[key] for key in keys}) in head("README.md").decode()


def test_readme_shows_the_committed_benchmarks_of_recipes() -> None:
    from benchmarks import anchors, following, time_to_quality

    readme = head("README.md").decode()
    assert time_to_quality.table(json.loads(head("benchmarks/time_to_quality.json"))["curves"]) in readme
    assert anchors.table(json.loads(head("benchmarks/anchors.json"))["anchors"]) in readme
    assert following.table(json.loads(head("benchmarks/following.json"))["turns"]) in readme


def test_readme_shows_the_faults_that_were_survived() -> None:
    from tests.faults.told import table

    found = json.loads(head("benchmarks/faults.json"))
    assert found["minutes"] < 20
    assert [row for row in found["rows"] if row["survived"] < row["tried"]] == []
    assert table(found["rows"]) in head("README.md").decode()


def test_readme_shows_the_committed_speed() -> None:
    from benchmarks.speed import table

    assert table(json.loads(head("benchmarks/speed.json"))) in head("README.md").decode()


PLANNED = sorted(path.removesuffix("/params.yaml") for path in head_files("study") if path.endswith("/params.yaml"))
FINISHED = [folder for folder in PLANNED if f"{folder}/results.json" in head_files(folder)]
each_study = pytest.mark.parametrize("folder", FINISHED)


def test_the_study_of_all_recipes_is_finished() -> None:
    assert "study" in FINISHED


@cache
def trials_of(folder: str) -> dict[str, dict]:
    """The committed trials that a committed study consists of, by key."""
    arms = json.loads(head(f"{folder}/results.json"))["arms"].values()
    keys = [trial["key"] for arm in arms for trial in arm["trials"]]
    return {key: json.loads(head(f"study/trials/{key}.json")) for key in keys}


def planned(folder: str) -> tuple[Any, list[Any]]:
    """A committed study and its trials."""
    from stages.gan.recipe import Recipe
    from stages.trials import plan

    study = plan.StudyFile.model_validate(read_yaml(f"{folder}/params.yaml")).study
    recipes = {name: Recipe.model_validate(one) for name, one in read_yaml("params.yaml")["recipes"].items()}
    return study, plan.trials(study, recipes)


@each_study
def test_study_results_are_those_of_its_trials(folder: str) -> None:
    from stages.trials import record, results

    study, trials = planned(folder)
    known = [record.TrialRecord.model_validate(one) for one in trials_of(folder).values()]
    by_recipe = {one.recipe.model_dump_json(): one for one in known}
    arms = record.by_arm((trial, by_recipe[trial.recipe.model_dump_json()]) for trial in trials)
    assert json.loads(json.dumps(results.results(study, arms))) == json.loads(head(f"{folder}/results.json"))


def test_every_committed_trial_belongs_to_a_study() -> None:
    wanted = [trial.recipe.model_dump() for folder in PLANNED for trial in planned(folder)[1]]
    found = {path: json.loads(head(path)) for path in head_files("study/trials")}
    assert [path for path, one in found.items() if one["recipe"] not in wanted] == []


@each_study
def test_trials_belong_to_the_committed_code_data_and_sizes(folder: str) -> None:
    from stages.outside import sources, trial_files

    outs = [out for stage in read_yaml("dvc.lock")["stages"].values() for out in stage["outs"]]
    hashes = {out["path"]: out["md5"] for out in outs}
    params = read_yaml("params.yaml")
    sizes = {name: params["calibrate"][name] for name in ("n_waves", "n_few", "n_judged", "judge_repeats")}
    data = [hashes["data/train.npz"], hashes["data/held_out.npz"]]
    same = {"data": data, "sizes": sizes, "seed": params["evaluate"]["seed"]}
    code = sources.closure("stages.trials.run")
    for key, one in trials_of(folder).items():
        assert trial_files.key(same | {"recipe": one["recipe"]}, code) == key


@each_study
def test_readme_shows_the_committed_studies(folder: str) -> None:
    report = head(f"{folder}/report.md").decode()
    table = report[report.index("| arm | seeds |") :].split("\n\n")[0]
    assert "*real waves*" in table
    assert table in head("README.md").decode()


def test_readme_shows_how_a_study_scales() -> None:
    from benchmarks.study_scale import table

    assert table(json.loads(head("benchmarks/study_scale.json"))) in head("README.md").decode()
