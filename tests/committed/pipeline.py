"""The committed result is that of the committed code and parameters, as DVC's lock has them.

Run by ``make committed``, not by ``make test``: whoever runs the pipeline with other parameters has other numbers,
and green tests.
"""

import json

import pytest

from tests.committed.at_head import evaluation, folder_md5, head, head_files, md5, read_yaml

PIPELINE = read_yaml("dvc.yaml")["stages"]
STAGES = sorted(PIPELINE)
WITH_FILES = [stage for stage in STAGES if "deps" in PIPELINE[stage]]


@pytest.mark.parametrize("stage", WITH_FILES)
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


@pytest.mark.parametrize("stage", WITH_FILES)
def test_lock_names_the_deps_and_outs_of_dvc_yaml(stage: str) -> None:
    locked, wanted = read_yaml("dvc.lock")["stages"][stage], PIPELINE[stage]
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
    from sinegan.schema.scores import headline_values

    assert json.loads(head("reports/headlines.json")) == headline_values(evaluation().scores)


def test_every_corruption_is_flagged_by_a_headline_score_and_clean_waves_by_none() -> None:
    from sinegan.calibration.corruption_grid import CORRUPTIONS
    from sinegan.metrics.baseline import Calibration
    from sinegan.schema.scores import FLAGGED_BEYOND, headlines

    calibration = Calibration.model_validate_json(head("reports/calibration.json"))
    keys = [score.key for score in headlines(evaluation().scores).values()]
    last = {corruption.name: corruption.strengths[-1] for corruption in CORRUPTIONS}
    strongest = {row.name: row.scores for row in calibration.corrupted if row.strength == last[row.name]}
    assert strongest.keys() == last.keys()
    flagged = {
        name: [key for key in keys if calibration.baselines[key].distance(scores[key]) > FLAGGED_BEYOND]
        for name, scores in strongest.items()
    }
    assert flagged.pop("none") == []
    assert [name for name, flags in flagged.items() if not flags] == []
