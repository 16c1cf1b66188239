"""The driver: seeds are trained once, and a folder for ``sinegan benchmark score`` is left."""

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from benchmarks.peers import entries, environments, pools, run
from benchmarks.peers.entries import Training
from tests.benchmarks.peers import gaussian_peer

PLAIN = Training("flowjax", "plain", "sines", None, 8)
COMMAND, MODULE = run.command, run.module


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of an entry; the driver trains the peer of the tests, with this Python."""
    np.save(tmp_path / "pool.npy", np.random.default_rng(0).random((20, 50), np.float32), allow_pickle=False)

    def command(*arguments: Any) -> list[str]:
        return [COMMAND(*arguments)[0], "tests.benchmarks.peers.gaussian_peer", *COMMAND(*arguments)[2:]]

    monkeypatch.setattr(pools, "pool_of", lambda *_: tmp_path / "pool.npy")
    monkeypatch.setattr(environments, "python_of", lambda *_: Path(sys.executable))
    monkeypatch.setattr(run, "command", command)
    monkeypatch.setattr(run, "module", peer_of_the_tests)
    return tmp_path / "entry"


def peer_of_the_tests(name: str) -> ModuleType:
    return gaussian_peer


def entry(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "entry.json").read_text())
    return content


def test_seeds_and_an_entry_file_are_left(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.run(PLAIN, (0, 1), folder)
    assert sorted(path.name for path in folder.glob("*.npy")) == ["seed-0.npy", "seed-1.npy"]
    assert np.load(folder / "seed-1.npy", allow_pickle=False).shape == (8, 50)
    assert {key: value for key, value in entry(folder).items() if key not in {"seconds", "note"}} == {
        "name": "numpy plain, documented length", "cores": 2, "parameters": 100, "settings_tried": 1, "failed": 0,
        "link": "benchmarks/peers/flowjax/generate.py",
    }  # fmt: skip
    assert entry(folder)["note"].startswith("3 steps; drawing 8 series took 0 s")
    printed = capsys.readouterr().out
    assert "seeds 0, 1, of which 0, 1 remain" in printed
    assert "remaining: 1\n" in printed
    assert printed.endswith(f"Next: sinegan benchmark score {folder}\n")


def test_a_finished_seed_is_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.run(PLAIN, (0,), folder)
    before = (folder / "seed-0.json").stat().st_mtime_ns
    capsys.readouterr()
    run.run(PLAIN, (0, 1), folder)
    assert (folder / "seed-0.json").stat().st_mtime_ns == before
    assert "seeds 0, 1, of which 1 remain" in capsys.readouterr().out
    run.run(PLAIN, (0, 1), folder)
    assert "of which none remain" in capsys.readouterr().out


def test_seeds_of_another_training_are_not_mixed(folder: Path) -> None:
    run.run(PLAIN, (0,), folder)
    with pytest.raises(entries.OtherTrainingError, match=r"made with another seconds; remove the folder.*--out"):
        run.run(PLAIN._replace(seconds=1.0), (1,), folder)


def test_series_that_are_not_finite_count_as_failed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.run(PLAIN._replace(variant="broken"), (0,), folder)
    assert not list(folder.glob("*.npy"))
    assert entry(folder)["failed"] == 1
    assert "NOT FINITE, counted as failed; remaining: none" in capsys.readouterr().out


def test_seeds_of_earlier_calls_are_in_the_entry(folder: Path) -> None:
    """A failed training would else be forgotten by the next call."""
    run.run(PLAIN, (0, 3), folder)
    facts = json.loads((folder / "seed-3.json").read_text())
    (folder / "seed-3.json").write_text(json.dumps(facts | {"finite": False, "seconds_training": 900.0}))
    run.run(PLAIN, (1,), folder)
    assert entry(folder)["failed"] == 1
    run.run(PLAIN, (3,), folder)
    assert entry(folder)["failed"] == 1
    assert entry(folder)["seconds"] < 900


def test_a_change_of_shared_code_is_another_training(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run.run(PLAIN, (0,), folder)
    monkeypatch.setattr(entries, "_SHARED", (Path(__file__).with_name("gaussian_peer.py"),))
    with pytest.raises(entries.OtherTrainingError, match=r"made with another gaussian_peer\.py"):
        run.run(PLAIN, (1,), folder)


def test_a_training_that_fails_names_its_log(folder: Path) -> None:
    with pytest.raises(run.TrainingFailedError, match=r"seed 0 of flowjax-other-documented failed with code 2; see"):
        run.run(PLAIN._replace(variant="other"), (0,), folder)
    assert "invalid choice: 'other'" in (folder / "seed-0.log").read_text()


def test_the_commands_of_both_lengths() -> None:
    training = Training("dgan", "notebook", "timegan", 90.0, 10_000)
    timed = COMMAND(training, 2, Path("/entry"), Path("/pool.npy"))
    assert timed[:2] == ["-m", "benchmarks.peers.dgan.generate"]
    assert timed[timed.index("--seconds") + 1] == "90"
    assert timed[-1] == "/entry/seed-2.npy"
    assert "--documented" in COMMAND(training._replace(seconds=None), 2, Path("/entry"), Path("/pool.npy"))


def test_a_wrong_variant_is_refused_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run.main(["tsgm", "--variant", "gan"])
    assert "tsgm has no 'gan'; choose from vae, timegan" in capsys.readouterr().err


def test_peers_and_what_is_finished_are_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nothing is trained yet" in run.overview(folder.parent)
    run.run(PLAIN, (0, 1), folder.parent / "sines/flowjax-plain-documented")
    monkeypatch.setattr(run, "module", MODULE)
    listed = run.overview(folder.parent)
    assert "sines/flowjax-plain-documented: 2 seeds finished" in listed
    assert "dgan --variant notebook" in listed


def test_names_and_notes_fit_the_table_of_the_benchmark() -> None:
    found = [{"steps": 1_000_000, "seconds_sampling": 99_999.0, "seconds_training": 1.0, "cores": 2, "parameters": 1,
              "finite": True}]  # fmt: skip
    for name in environments.NAMES:
        for variant in MODULE(name).VARIANTS:
            training = Training(name, variant, "sines", 1_800.5, 10_000)
            content = entries.content_of(training, MODULE(name).PACKAGE, found)
            assert len(content["name"]) <= 60
            assert len(content["note"]) <= 200
            assert not set(content["name"] + content["note"]) & set("|<>`")
