"""Committed studies consist of committed trials, and these belong to the committed versions, data and sizes."""

import json
from functools import cache
from typing import Any

import pytest

from tests.committed.at_head import head, head_files, read_yaml

PLANNED = sorted(path.removesuffix("/params.yaml") for path in head_files("studies") if path.endswith("/params.yaml"))
FINISHED = [folder for folder in PLANNED if f"{folder}/results.json" in head_files(folder)]
each_study = pytest.mark.parametrize("folder", FINISHED)


def test_the_study_of_all_recipes_is_finished() -> None:
    assert "studies/recipes" in FINISHED


@cache
def trials_of(folder: str) -> dict[str, dict]:
    """The committed trials that a committed study consists of, by key."""
    arms = json.loads(head(f"{folder}/results.json"))["arms"].values()
    keys = [trial["key"] for arm in arms for trial in arm["trials"]]
    return {key: json.loads(head(f"{folder}/trials/{key}.json")) for key in keys}


def planned(folder: str) -> tuple[Any, list[Any]]:
    """A committed study and its trials."""
    from sinegan.networks.recipe import Recipe
    from sinegan.studies import plan

    study = plan.StudyFile.model_validate(read_yaml(f"{folder}/params.yaml")).study
    recipes = {name: Recipe.model_validate(values) for name, values in read_yaml("params.yaml")["recipes"].items()}
    return study, plan.trials(study, recipes)


@each_study
def test_study_results_are_those_of_its_trials(folder: str) -> None:
    from sinegan.studies import record, results

    study, trials = planned(folder)
    records = [record.TrialRecord.model_validate(trial) for trial in trials_of(folder).values()]
    by_recipe = {trial.recipe.model_dump_json(): trial for trial in records}
    arms = record.by_arm((trial, by_recipe[trial.recipe.model_dump_json()]) for trial in trials)
    assert json.loads(json.dumps(results.results(study, arms))) == json.loads(head(f"{folder}/results.json"))


@each_study
def test_every_committed_trial_belongs_to_its_study(folder: str) -> None:
    recipes = [trial.recipe.model_dump() for trial in planned(folder)[1]]
    trials = {path: json.loads(head(path)) for path in head_files(f"{folder}/trials")}
    assert [path for path, trial in trials.items() if trial["recipe"] not in recipes] == []


@each_study
def test_trials_belong_to_the_committed_versions_data_and_sizes(folder: str) -> None:
    from sinegan.studies import store

    outs = [out for stage in read_yaml("dvc.lock")["stages"].values() for out in stage.get("outs", [])]
    hashes = {out["path"]: out["md5"] for out in outs}
    params = read_yaml("params.yaml")
    sizes = {
        name: params["calibrate"][name] for name in ("n_waves", "n_pairwise", "n_classifier", "classifier_repeats")
    }
    data = [hashes["data/train.npz"], hashes["data/held_out.npz"]]
    same = {"data": data, "sizes": sizes, "seed": params["evaluate"]["seed"]}
    for key, trial in trials_of(folder).items():
        assert store.key(same | {"recipe": trial["recipe"]}) == key
