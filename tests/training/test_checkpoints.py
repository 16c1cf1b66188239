"""Checkpoints on disk: the newest whole one, of this training, or none."""

import os
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sinegan.training import checkpoints
from sinegan.training.checkpoints import Checkpoints


@pytest.fixture(autouse=True)
def _often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checkpoints, "EVERY", 0.0)
    monkeypatch.setattr(checkpoints, "PER_COST", 0.0)


def state(epoch: int) -> dict[str, np.ndarray]:
    return {"epoch": np.array(epoch), "weights": np.full(1_000, epoch, np.float32)}


def keep(*epochs: int, key: str = "abc") -> list[Path]:
    kept = Checkpoints(key)
    for epoch in epochs:
        kept.offer(lambda epoch=epoch: state(epoch))
    return sorted(Path(".checkpoints", key).iterdir())


def test_the_last_two_are_kept_and_the_newest_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert [path.name for path in keep(10, 20, 30)] == ["0000000020.ckpt", "0000000030.ckpt"]
    found = Checkpoints("abc").newest()
    assert found is not None
    assert {name: values.tolist() for name, values in found.items()} == {
        name: values.tolist() for name, values in state(30).items()
    }
    assert "it goes on after epoch 30" in capsys.readouterr().out


def test_none_is_none() -> None:
    assert Checkpoints("abc").newest() is None


def test_a_torn_one_falls_back_to_the_one_before(capsys: pytest.CaptureFixture[str]) -> None:
    _, last = keep(10, 20)
    whole = last.read_bytes()
    for length in range(0, len(whole), len(whole) // 40):
        last.write_bytes(whole[:length])
        found = Checkpoints("abc").newest()
        assert found is not None
        assert found["epoch"] == 10
        assert "0000000020.ckpt is torn" in capsys.readouterr().out


def test_what_a_kill_left_half_written_is_no_checkpoint() -> None:
    (whole,) = keep(10)
    whole.with_name(".partial-123-0000000020.ckpt").write_bytes(whole.read_bytes()[:100])
    found = Checkpoints("abc").newest()
    assert found is not None
    assert found["epoch"] == 10


def test_every_flipped_bit_is_seen(rng: np.random.Generator) -> None:
    (only,) = keep(10)
    whole = only.read_bytes()
    for place in rng.choice(len(whole), 300, replace=False):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << int(rng.integers(8))
        only.write_bytes(spoilt)
        assert Checkpoints("abc").newest() is None


def test_those_of_another_training_are_not_used(capsys: pytest.CaptureFixture[str]) -> None:
    (other,) = keep(10, key="other")
    assert Checkpoints("abc").newest() is None
    Path(".checkpoints/abc").mkdir()
    other.rename(".checkpoints/abc/0000000010.ckpt")
    assert Checkpoints("abc").newest() is None
    assert "torn or of another training" in capsys.readouterr().out


def test_they_are_written_now_and_then_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "EVERY", 60.0)
    kept = Checkpoints("abc")
    kept.offer(lambda: pytest.fail("too early"))


def test_a_costly_one_is_written_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "PER_COST", 1e9)
    kept = Checkpoints("abc")
    kept.offer(lambda: state(1))
    kept.offer(lambda: pytest.fail("the last one's cost is not yet paid off"))


def test_no_room_is_a_warning_and_no_half_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path(".checkpoints").write_text("in the way")
    Checkpoints("abc").offer(lambda: state(1))
    assert "WARNING: no checkpoint: " in capsys.readouterr().out


@pytest.fixture
def training(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(checkpoints, "training_key", lambda recipe, data: f"{recipe} {data}")
    return {"recipe": {"seed": 1}, "data": "train.npz"}


def stopped(training: dict[str, Any], *signals: signal.Signals) -> None:
    """A training that something ends after a first epoch."""
    with checkpoints.of_training(**training) as kept:
        for one in signals:
            os.kill(os.getpid(), one)
        kept.offer(lambda: state(1))
        raise ZeroDivisionError


def test_they_are_removed_when_all_went_well(training: dict[str, Any]) -> None:
    with checkpoints.of_training(**training) as kept:
        kept.offer(lambda: state(1))
        assert list(Path(".checkpoints").rglob("*.ckpt"))
    assert not list(Path(".checkpoints").rglob("*.ckpt"))


def test_they_stay_when_something_went_wrong(training: dict[str, Any]) -> None:
    with pytest.raises(ZeroDivisionError):
        stopped(training)
    with checkpoints.of_training(**training) as kept:
        found = kept.newest()
    assert found is not None


def test_each_input_has_its_own(training: dict[str, Any]) -> None:
    with pytest.raises(ZeroDivisionError):
        stopped(training)
    for change in ({"recipe": {"seed": 2}}, {"data": "other.npz"}):
        with checkpoints.of_training(**training | change) as kept:
            assert kept.newest() is None


def test_another_library_or_processor_has_its_own(training: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        stopped(training)
    monkeypatch.setattr(checkpoints, "version", lambda name: f"another {name}")
    with checkpoints.of_training(**training) as kept:
        assert kept.newest() is None


@pytest.fixture
def _ctrl_c_raises() -> Any:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_ctrl_c_raises")
def test_ctrl_c_waits_for_a_checkpoint(training: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "EVERY", 60.0)
    with pytest.raises(KeyboardInterrupt, match="goes on after epoch 1"):
        stopped(training, signal.SIGINT)
    assert list(Path(".checkpoints").rglob("0000000001.ckpt"))
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("_ctrl_c_raises")
def test_a_second_ctrl_c_does_not_wait(training: dict[str, Any]) -> None:
    with pytest.raises(KeyboardInterrupt):
        stopped(training, signal.SIGINT, signal.SIGINT)
    assert not list(Path(".checkpoints").rglob("*.ckpt"))
