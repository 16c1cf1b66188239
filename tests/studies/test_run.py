"""What a study refuses before any trial, and what it does without MLflow."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sinegan.io import files, paths
from sinegan.studies import outputs, results, run, runner, store, tracking
from sinegan.studies.plan import PlanError
from sinegan.studies.tasks import TaskResult
from sinegan.tracking.store import TrackingError
from sinegan.waves.channels import grid_of
from sinegan.waves.dataset import WaveDataset, to_arrays
from sinegan.waves.draw import WaveSet
from sinegan.waves.scaling import Scaling
from tests.closure import ROOT

FOLDER = "studies/mine"


@pytest.mark.parametrize("shape", [(8,), (8, 2)], ids=["one channel", "two channels"])
def test_a_study_of_a_users_series_is_refused(
    shape: tuple[int, ...], tmp_path: Path, rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "params.yaml", "params.yaml")
    files.write_text(f"{FOLDER}/params.yaml", "study: {name: mine, arms: [{name: a, recipe: series, seeds: [1, 2]}]}")
    sets = {name: WaveSet(rng.random((9, *shape), np.float32)) for name in ("pool", "test", "reference")}
    data = WaveDataset(grid_of(shape, 0.1), sets, Scaling(low=0.0, high=2.0))
    for path in (paths.TRAIN_DATA, paths.HELD_OUT_DATA):
        files.write_arrays(path, to_arrays(data))
    message = r"data/held_out.npz holds series of your own \(waves.source in params.yaml\).* set waves.source to null"
    with pytest.raises(PlanError, match=message):
        run.study(FOLDER, None, None, dashboard=False)
    assert not list(Path(FOLDER).glob("trials/*"))


def fail(missing: Mapping[str, Any], _spec: Any, save: Any, _options: Any) -> None:
    """Every missing trial diverges."""
    for key in missing:
        outcome = SimpleNamespace(scores={}, headlines={}, failure="DivergenceError: nan", seconds={})
        save(TaskResult(key, outcome, None, {}, 0))


def test_without_mlflow_a_study_succeeds_and_is_logged_by_the_same_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "params.yaml", "params.yaml")
    files.write_text(f"{FOLDER}/params.yaml", "study: {name: mine, arms: [{name: a, recipe: article, seeds: [1, 2]}]}")
    sizes = SimpleNamespace(model_dump=dict)
    monkeypatch.setattr(run, "_data", lambda: SimpleNamespace(calibration=SimpleNamespace(sizes=sizes), seed=0))
    monkeypatch.setattr(store, "inputs", lambda *_: {})
    monkeypatch.setattr(results, "baselines", lambda _: {})
    monkeypatch.setattr(runner, "run_missing", fail)

    def refuse(*_: Any) -> str:
        raise TrackingError("the server does not answer; check that it runs")

    with monkeypatch.context() as patch:
        patch.setattr(tracking, "publish", refuse)
        run.study(FOLDER, None, None, dashboard=False)
    assert capsys.readouterr().err == (
        "WARNING: the server does not answer; check that it runs; then 'sinegan study --folder studies/mine' logs the "
        "study; its trials are not run again\n"
    )
    assert Path(FOLDER, outputs.RESULTS).exists()
    monkeypatch.setattr(runner, "run_missing", lambda missing, *_: missing and pytest.fail("a trial is run again"))
    monkeypatch.setattr(tracking, "publish", lambda name, folder, trials, *_: f"{name} {folder} {len(trials)}")
    run.study(FOLDER, None, None, dashboard=False)
    assert capsys.readouterr().out == "mine studies/mine 2\n"
