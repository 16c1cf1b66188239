"""Checkpoints on disk: the newest valid one of this training, or none."""

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


def state(step: int) -> dict[str, np.ndarray]:
    return {"step": np.array(step), "weights": np.full(1_000, step, np.float32)}


def keep(*steps: int, key: str = "abc") -> list[Path]:
    kept = Checkpoints(key)
    for step in steps:
        kept.save_if_due(lambda step=step: state(step))
    return sorted(Path(".checkpoints", key).iterdir())


def test_the_last_two_are_kept_and_the_newest_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert [path.name for path in keep(10, 20, 30)] == ["0000000020.ckpt", "0000000030.ckpt"]
    arrays = Checkpoints("abc").newest()
    assert arrays is not None
    assert {name: values.tolist() for name, values in arrays.items()} == {
        name: values.tolist() for name, values in state(30).items()
    }
    assert "Resuming this training after step 30" in capsys.readouterr().out


def test_without_a_checkpoint_the_newest_is_none() -> None:
    assert Checkpoints("abc").newest() is None


def test_a_truncated_checkpoint_falls_back_to_the_previous_one(capsys: pytest.CaptureFixture[str]) -> None:
    _, last = keep(10, 20)
    content = last.read_bytes()
    for length in range(0, len(content), len(content) // 40):
        last.write_bytes(content[:length])
        arrays = Checkpoints("abc").newest()
        assert arrays is not None
        assert arrays["step"] == 10
        assert "0000000020.ckpt is truncated" in capsys.readouterr().out


def test_a_partial_file_of_a_killed_process_is_ignored() -> None:
    (complete,) = keep(10)
    complete.with_name(".partial-123-0000000020.ckpt").write_bytes(complete.read_bytes()[:100])
    arrays = Checkpoints("abc").newest()
    assert arrays is not None
    assert arrays["step"] == 10


def test_every_flipped_bit_is_detected(rng: np.random.Generator) -> None:
    (only,) = keep(10)
    content = only.read_bytes()
    for place in rng.choice(len(content), 300, replace=False):
        corrupted = bytearray(content)
        corrupted[place] ^= 1 << int(rng.integers(8))
        only.write_bytes(corrupted)
        assert Checkpoints("abc").newest() is None


def test_checkpoints_of_another_training_are_not_used(capsys: pytest.CaptureFixture[str]) -> None:
    (other,) = keep(10, key="other")
    assert Checkpoints("abc").newest() is None
    Path(".checkpoints/abc").mkdir()
    other.rename(".checkpoints/abc/0000000010.ckpt")
    assert Checkpoints("abc").newest() is None
    assert "truncated or belongs to another training" in capsys.readouterr().out


def test_no_checkpoint_is_written_before_it_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "EVERY", 60.0)
    kept = Checkpoints("abc")
    kept.save_if_due(lambda: pytest.fail("too early"))


def test_slow_checkpoints_are_written_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "PER_COST", 1e9)
    kept = Checkpoints("abc")
    kept.save_if_due(lambda: state(1))
    kept.save_if_due(lambda: pytest.fail("too soon after a slow checkpoint"))


def test_a_failed_write_is_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    Path(".checkpoints").write_text("a file, not a folder")
    Checkpoints("abc").save_if_due(lambda: state(1))
    assert "WARNING: no checkpoint was written: " in capsys.readouterr().out


@pytest.fixture
def training(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(checkpoints, "training_key", lambda recipe, data: f"{recipe} {data}")
    return {"recipe": {"seed": 1}, "data": "train.npz"}


def stopped(training: dict[str, Any], *signals: signal.Signals) -> None:
    """A training that fails after its first step, after some signals."""
    with checkpoints.for_training(**training) as kept:
        for number in signals:
            os.kill(os.getpid(), number)
        kept.save_if_due(lambda: state(1))
        raise ZeroDivisionError


def test_checkpoints_are_removed_on_success(training: dict[str, Any]) -> None:
    with checkpoints.for_training(**training) as kept:
        kept.save_if_due(lambda: state(1))
        assert list(Path(".checkpoints").rglob("*.ckpt"))
    assert not list(Path(".checkpoints").rglob("*.ckpt"))


def test_checkpoints_stay_after_an_error(training: dict[str, Any]) -> None:
    with pytest.raises(ZeroDivisionError):
        stopped(training)
    with checkpoints.for_training(**training) as kept:
        arrays = kept.newest()
    assert arrays is not None


def test_each_input_has_its_own_checkpoints(training: dict[str, Any]) -> None:
    with pytest.raises(ZeroDivisionError):
        stopped(training)
    for change in ({"recipe": {"seed": 2}}, {"data": "other.npz"}):
        with checkpoints.for_training(**training | change) as kept:
            assert kept.newest() is None


def test_each_library_version_has_its_own_checkpoints(
    training: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ZeroDivisionError):
        stopped(training)
    monkeypatch.setattr(checkpoints, "version", lambda name: f"another {name}")
    with checkpoints.for_training(**training) as kept:
        assert kept.newest() is None


@pytest.mark.parametrize(
    ("variable", "value"),
    [("SINEGAN_INSTRUCTION_SETS", "native"), ("SINEGAN_DEVICE", "gpu"), ("ONEDNN_MAX_CPU_ISA", "AVX512_CORE")],
)
def test_each_setting_that_the_bytes_depend_on_has_its_own_checkpoints(
    variable: str, value: str, training: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ZeroDivisionError):
        stopped(training)
    monkeypatch.setenv(variable, value)
    with checkpoints.for_training(**training) as kept:
        assert kept.newest() is None


@pytest.fixture
def _ctrl_c_raises() -> Any:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_ctrl_c_raises")
def test_ctrl_c_waits_for_a_checkpoint(training: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "EVERY", 60.0)
    with pytest.raises(KeyboardInterrupt, match="resumes after step 1"):
        stopped(training, signal.SIGINT)
    assert list(Path(".checkpoints").rglob("0000000001.ckpt"))
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("_ctrl_c_raises")
def test_a_second_ctrl_c_does_not_wait(training: dict[str, Any]) -> None:
    with pytest.raises(KeyboardInterrupt):
        stopped(training, signal.SIGINT, signal.SIGINT)
    assert not list(Path(".checkpoints").rglob("*.ckpt"))


@pytest.mark.usefixtures("_ctrl_c_raises")
def test_ctrl_c_during_the_last_steps_ends_the_stage_and_keeps_the_checkpoints(training: dict[str, Any]) -> None:
    outputs = []

    def train() -> None:
        with checkpoints.for_training(**training) as kept:
            kept.save_if_due(lambda: state(1))
            os.kill(os.getpid(), signal.SIGINT)
            outputs.append("written")

    with pytest.raises(KeyboardInterrupt):
        train()
    assert outputs == ["written"]
    assert list(Path(".checkpoints").rglob("0000000001.ckpt"))
