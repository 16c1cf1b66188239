"""A real training that is killed and resumed ends with the same bytes; a second one at the same time is refused."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from tests.fixtures import killed_training, small_pipeline
from tests.fixtures.small_pipeline import Reproduced, environment, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def clone(small_result: Reproduced, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose training takes some seconds, with 50 steps per compiled call."""
    folder = small_result.copy(tmp_path_factory.mktemp("resume") / "small")
    killed_training.lengthen(folder, steps=1500)
    return folder


@pytest.fixture(scope="module")
def expected(clone: Path) -> dict[str, str]:
    return killed_training.undisturbed(clone)


def test_a_killed_training_ends_with_the_same_bytes(clone: Path, expected: dict[str, str]) -> None:
    result = killed_training.killed(clone, 1, np.random.default_rng(11))
    assert result.resumed == 1
    assert result.outputs == expected
    log = (clone / "log").read_text()
    assert re.search(r"Resuming this training after step \d+ \(\.checkpoints/", log)
    assert not list((clone / ".checkpoints").rglob("*.ckpt")), "removed on success"


def wait_for_checkpoint(folder: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while killed_training.newest(folder) is None:
        assert process.poll() is None, "the training ended too early"
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_ctrl_c_ends_with_a_checkpoint_and_a_message(clone: Path, expected: dict[str, str]) -> None:
    log = clone / "log"
    log.write_text("")
    with killed_training.start(clone, log, killed_training.INTERRUPTIBLE) as process:
        wait_for_checkpoint(clone, process)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    message = re.search(r"ERROR: interrupted; the same command resumes after step (\d+)", log.read_text())
    assert message
    assert killed_training.newest(clone) == f"{int(message[1]):010}.ckpt"
    assert killed_training.undisturbed(clone) == expected
    assert f"Resuming this training after step {message[1]} " in log.read_text()


def test_another_recipe_never_resumes_from_its_checkpoints(clone: Path, expected: dict[str, str]) -> None:
    with killed_training.start(clone, clone / "log") as process:
        wait_for_checkpoint(clone, process)
        process.kill()
    params = (clone / "params.yaml").read_text()
    try:
        (clone / "params.yaml").write_text(params.replace("seed: 0 ", "seed: 1 ", 1))
        (clone / "log").write_text("")
        other = killed_training.undisturbed(clone)
        assert "Resuming" not in (clone / "log").read_text()
        assert other["generator.weights.h5"] != expected["generator.weights.h5"]
    finally:
        (clone / "params.yaml").write_text(params)
    assert killed_training.undisturbed(clone) == expected


def test_a_second_training_is_refused_while_one_outlives_its_dvc(clone: Path) -> None:
    """``kill -9`` of DVC leaves the training running; a second DVC would start another one."""
    (clone / ".locks/train.pid").unlink()
    with subprocess.Popen(["dvc", "repro", "train"], cwd=clone, env=environment(), stdout=subprocess.DEVNULL) as dvc:
        small_pipeline.wait_for(clone / ".locks/train.pid", 120)
        training = int((clone / ".locks/train.pid").read_text())
        os.kill(training, signal.SIGSTOP)  # so that it cannot end before the second one starts
        dvc.kill()
    try:
        output = run(clone, "dvc", "repro", "train", ok=False)
        assert f"ERROR: another 'python -m stages.train' is running in this folder (process {training})" in output
    finally:
        os.kill(training, signal.SIGKILL)
    time.sleep(1)
    run(clone, "dvc", "repro", "train")
