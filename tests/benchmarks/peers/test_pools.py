"""The pools of the peers are those that the recipes learn from."""

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.peers import pools
from benchmarks.series.data import DATA_SETS
from sinegan.datasets.prepare import prepare
from sinegan.io import params
from sinegan.waves.options import Waves


def test_timegans_sines_are_those_that_the_recipe_learns_from(tmp_path: Path) -> None:
    pool = np.load(pools.pool_of("timegan", tmp_path), allow_pickle=False)
    held_out = np.load(tmp_path / "timegan/held_out.npy", allow_pickle=False)
    assert (pool.shape, held_out.shape, pool.dtype) == ((10_000, 24, 5), (1_250, 24, 5), np.float32)
    source = DATA_SETS["TimeGAN's Sines"]
    options = params.section("waves", Waves).model_dump() | {"source": "timegan"} | dict(source.waves)
    learnt = prepare(Waves.model_validate(options), source.user_series("timegan")).data
    assert learnt.scaling is not None
    np.testing.assert_allclose(pool, learnt.scaling.undo(learnt.sets["pool"].waves), atol=1e-5)


def test_sines_are_written_once_by_the_benchmark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = []

    def written(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command[1:])
        (tmp_path / "sines").mkdir()
        (tmp_path / "sines/pool.npy").touch()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", written)
    assert pools.pool_of("sines", tmp_path) == pools.pool_of("sines", tmp_path) == tmp_path / "sines/pool.npy"
    assert commands == [["-m", "sinegan.cli", "benchmark", "data", "--out", str(tmp_path / "sines")]]


def test_a_pool_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failed(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 2)

    monkeypatch.setattr(subprocess, "run", failed)
    with pytest.raises(pools.NoPoolError, match=r"benchmark data --out .* failed"):
        pools.pool_of("sines", tmp_path)
