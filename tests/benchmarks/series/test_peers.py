"""Peers' series are scored once, and again only if they were trained in another way."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.series import peers
from benchmarks.series.results import Results
from sinegan.io import files


@pytest.fixture
def results(tmp_path: Path) -> Results:
    results = Results(str(tmp_path / "series.json"))
    results.save(peers.NAME, {"made_of": {}, "seeds": {}})
    return results


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    one = tmp_path / "entries" / "flow-60s"
    one.mkdir(parents=True)
    costs = {"name": "flow, 60 s", "seconds": 60.1, "parameters": 7, "failed": 0, "note": ""}
    files.write_json(str(one / "entry.json"), costs)
    files.write_json(str(one / "made-from.json"), {"lock": "a"})
    for seed in (0, 2):
        np.save(one / f"seed-{seed}.npy", np.full((4, 24, 5), seed, np.float32))
    (tmp_path / "entries" / "begun").mkdir()  # has no entry file yet
    return one.parent


def mean(series: Any) -> dict[str, float | None]:
    return {"c2st_accuracy": float(series.mean())}


def never(_series: Any) -> dict[str, float | None]:
    raise AssertionError("was scored before")


def test_every_seed_is_scored_and_kept(results: Results, folder: Path) -> None:
    peers.score_all(folder, results, mean)
    stored = Results(results.path).data[peers.NAME]["peers"]
    assert list(stored) == ["flow-60s"]
    assert stored["flow-60s"]["seeds"] == {"0": {"c2st_accuracy": 0.0}, "2": {"c2st_accuracy": 2.0}}
    assert (stored["flow-60s"]["name"], stored["flow-60s"]["seconds"]) == ("flow, 60 s", 60.1)
    peers.score_all(folder, Results(results.path), never)


def test_another_training_is_scored_again(results: Results, folder: Path) -> None:
    peers.score_all(folder, results, mean)
    files.write_json(str(folder / "flow-60s" / "made-from.json"), {"lock": "b"})
    with pytest.raises(AssertionError, match="was scored before"):
        peers.score_all(folder, results, never)


def test_without_trainings_it_is_said_how_to_make_them(results: Results, tmp_path: Path) -> None:
    with pytest.raises(peers.NothingToCompareError, match="has no trainings; run make peers"):
        peers.score_all(tmp_path / "none", results, never)


def test_the_recipe_is_scored_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "OUT", str(tmp_path / "none.json"))
    with pytest.raises(peers.NothingToCompareError, match=r"run python -m benchmarks\.series --only"):
        peers.main()
