"""Parameters of the data and of the calibration are those that the stages ran with."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.io import paths
from sinegan.provenance import keys
from sinegan.tracking import data_params
from sinegan.waves.dataset import WaveDataset
from sinegan.waves.draw import WaveSet
from sinegan.waves.law import Law, SamplingGrid

EVALUATE = {"seed": 1, "n_waves": 300, "n_pairwise": 100}
LOCK = """
stages:
  generate:
    outs:
    - {{path: data/train.npz, md5: {data}}}
    params: {{params.yaml: {{waves: {{source: null, n_points: 7, seed: 5}}}}}}
  calibrate:
    outs:
    - {{path: reports/calibration.json, md5: {calibration}}}
    params: {{params.yaml: {{calibrate: {{n_waves: 999, baseline_repeats: 20, seed: 3}}}}}}
"""


@pytest.fixture(autouse=True)
def _locked_outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path in (paths.TRAIN_DATA, paths.CALIBRATION):
        Path(path).parent.mkdir()
        Path(path).write_text(path)
    md5s = {"data": keys.md5(paths.TRAIN_DATA), "calibration": keys.md5(paths.CALIBRATION)}
    Path("dvc.lock").write_text(LOCK.format(**md5s))


def sets(grid: SamplingGrid, **sizes: int) -> WaveDataset:
    return WaveDataset(grid, {name: WaveSet(np.zeros((n, 50), np.float32)) for name, n in sizes.items()})


def test_data_params_come_from_the_data_and_seed_and_source_from_the_lock(law: Law) -> None:
    assert data_params.data_params(sets(law, pool=9), sets(law, test=4, reference=3)) == {
        "waves.n_points": 50, "waves.step": 0.1, "waves.offset.low": 0.0, "waves.offset.high": 100.0,
        "waves.multiplier.low": 1.0, "waves.multiplier.high": 2.0, "waves.n_pool": 9, "waves.n_test": 4,
        "waves.n_reference": 3, "waves.source": None, "waves.seed": 5,
    }  # fmt: skip


def test_waves_of_a_file_have_no_parameters_of_sines() -> None:
    grid = SamplingGrid(n_points=50, step=1.0)
    params = data_params.data_params(sets(grid, pool=9), sets(grid, test=4, reference=3))
    assert {name for name in params if "offset" in name or "multiplier" in name} == set()


def test_evaluation_params_are_the_sizes_that_were_used_and_the_locked_options() -> None:
    assert data_params.evaluation_params(EVALUATE) == {
        "calibrate.n_waves": 300, "calibrate.baseline_repeats": 20, "calibrate.seed": 3, "calibrate.n_pairwise": 100,
        "evaluate.seed": 1,
    }  # fmt: skip


@pytest.mark.parametrize("lock", ["other outputs", None, "stages: [1]", "{", "stages: {calibrate: null}"])
def test_without_a_lock_of_these_outputs_nothing_is_taken_from_it(lock: str | None, law: Law) -> None:
    if lock == "other outputs":
        Path(paths.TRAIN_DATA).write_text("run by hand")
        Path(paths.CALIBRATION).write_text("run by hand")
    elif lock is None:
        Path("dvc.lock").unlink()
    else:
        Path("dvc.lock").write_text(lock)
    assert data_params.evaluation_params(EVALUATE) == {
        "calibrate.n_waves": 300, "calibrate.n_pairwise": 100, "evaluate.seed": 1,
    }  # fmt: skip
    assert "waves.seed" not in data_params.data_params(sets(law, pool=9), sets(law, test=4))
