"""The command line that all peers share, and what each says of its settings."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.peers import environments, generation
from benchmarks.peers.denoising_diffusion import generate as denoising_diffusion
from benchmarks.peers.dgan import generate as dgan
from benchmarks.peers.flowjax import generate as flowjax
from benchmarks.peers.run import module
from benchmarks.peers.tsgm import generate as tsgm
from tests.closure import ROOT

each_peer = pytest.mark.parametrize("name", environments.NAMES)
LENGTHS = {"sines": 50, "timegan": 24}


@pytest.fixture(params=[(6, 50), (6, 24, 5)], ids=str)
def pool(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    np.save(tmp_path / "pool.npy", np.random.default_rng(0).random(request.param), allow_pickle=False)
    return tmp_path / "pool.npy"


def generated(pool: Path, *options: str) -> tuple[np.ndarray, dict[str, Any]]:
    """Series and facts of a seed, made by a process of its own."""
    out = pool.with_name("waves.npy")
    command = [sys.executable, "-m", "tests.benchmarks.peers.gaussian_peer", "--pool", str(pool), "--out", str(out)]
    subprocess.run([*command, "--n", "7", *options], cwd=ROOT, check=True, capture_output=True)
    return np.load(out, allow_pickle=False), json.loads(out.with_suffix(".json").read_text())


def test_series_have_the_shape_of_the_pool_and_depend_on_the_seed_alone(pool: Path) -> None:
    first, facts = generated(pool, "--seed", "1", "--documented")
    assert first.shape == (7, *np.load(pool, allow_pickle=False).shape[1:])
    assert first.dtype == np.float32
    assert (generated(pool, "--seed", "1", "--documented")[0] == first).all()
    assert (generated(pool, "--seed", "2", "--documented")[0] != first).any()
    assert facts["deviations"] == ["It is no time series model."]
    assert (facts["steps"], facts["length"], facts["version"]) == (3, "3 steps", np.__version__)
    assert facts["finite"]


def test_the_clock_ends_the_training(tmp_path: Path) -> None:
    np.save(tmp_path / "pool.npy", np.ones((4, 5)), allow_pickle=False)
    _, facts = generated(tmp_path / "pool.npy", "--seed", "0", "--seconds", "0.2")
    assert facts["seconds_training"] >= 0.2
    assert 0 <= facts["cpu_seconds_training"] <= facts["seconds_training"]
    assert facts["length"] == "ended after 0.2 s; documented: 3 steps"
    assert facts["steps"] > 3


def test_a_length_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--pool", "pool.npy", "--seed", "0", "--out", "waves.npy"]
    with pytest.raises(SystemExit, match="2"):
        generation.main("numpy", flowjax.VARIANTS, flowjax.train, arguments)
    assert "one of the arguments --seconds --documented is required" in capsys.readouterr().err


def test_a_pool_of_another_shape_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "limit_cores", lambda: None)
    np.save(tmp_path / "pool.npy", np.zeros(5), allow_pickle=False)
    arguments = ["--pool", str(tmp_path / "pool.npy"), "--seed", "0", "--out", "waves.npy", "--documented"]
    with pytest.raises(SystemExit, match=r"shape \(5,\); give \(n, length\) or \(n, length, channels\)"):
        generation.main("numpy", flowjax.VARIANTS, flowjax.train, arguments)


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="no such call on macOS")
def test_two_cores_and_two_threads() -> None:
    code = (
        "from benchmarks.peers.generation import limit_cores; limit_cores(); import os;"
        "print(len(os.sched_getaffinity(0)), os.environ['OMP_NUM_THREADS'], os.environ['TF_NUM_INTRAOP_THREADS'])"
    )
    output = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert output.split() == [str(min(2, len(os.sched_getaffinity(0)))), "2", "2"]


@each_peer
def test_help_names_settings_and_sources_without_the_package(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    peer = module(name)
    with pytest.raises(SystemExit, match="0"):
        generation.main(peer.PACKAGE, peer.VARIANTS, peer.train, ["--help"])
    printed = "".join(capsys.readouterr().out.split())  # lines may be broken anywhere
    assert all("".join(variant.source.split()) in printed for variant in peer.VARIANTS.values())


def test_deviations_are_said() -> None:
    assert dgan.deviations("notebook", LENGTHS["sines"]) == ["sample_len 10 in place of 12, which does not divide 50."]
    assert dgan.deviations("notebook", LENGTHS["timegan"]) == []
    assert dgan.deviations("defaults", LENGTHS["timegan"]) == ["sample_len 4 in place of 5, which does not divide 24."]
    padded = (
        "The network needs a multiple of 8 points: 3 before and 3 after are added by reflection, and cut off again."
    )
    assert denoising_diffusion.deviations("readme", LENGTHS["sines"])[-1] == padded
    assert padded not in denoising_diffusion.deviations("readme", LENGTHS["timegan"])
    assert "Width 16" in denoising_diffusion.deviations("small", LENGTHS["sines"])[-1]
    assert len(flowjax.DEVIATIONS) == 2


def test_steps_of_timegan_fill_the_time_that_tracing_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]

    def fitted(steps: int) -> None:
        now[0] += 10 + 0.5 * steps

    monkeypatch.setattr("time.perf_counter", lambda: now[0])
    assert tsgm._steps_in(60.0, fitted) == 100
    assert tsgm._steps_in(5.0, fitted) == 1
