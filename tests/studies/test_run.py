"""What a study refuses before any trial."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from sinegan.io import files, paths
from sinegan.studies import run
from sinegan.studies.plan import PlanError
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
