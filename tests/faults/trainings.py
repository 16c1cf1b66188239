"""Trainings that are killed, interrupted, or left without their DVC; in the end their bytes must be the same."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests import killed_training
from tests.faults.told import Told, told
from tests.small_pipeline import environment, run, wait_for

KILLS, INTERRUPTS, ORPHANS = 20, 4, 3


def killed(folder: Path) -> Iterator[Told]:
    """`KILLS` trainings killed at a random moment, writing a checkpoint or not, five times each until they end."""
    killed_training.lengthen(folder)
    expected, rng, troubles = killed_training.undisturbed(folder), np.random.default_rng(21), []
    for _ in range(KILLS // 5):
        found = killed_training.killed(folder, 5, rng)
        troubles += [None if found.outputs == expected else f"other bytes: {found}"] * found.times
    yield told("training killed (-9) at a random moment, then run again to the same bytes", troubles)


def interrupted(folder: Path) -> Iterator[Told]:
    """Ctrl-C: a checkpoint, exit code 130, a line that says how to go on, and the same bytes."""
    expected = killed_training.undisturbed(folder)
    yield told(
        "training interrupted (Ctrl-C), then run again", [_interrupt(folder, expected) for _ in range(INTERRUPTS)]
    )


def _interrupt(folder: Path, expected: dict[str, str]) -> str | None:
    log = folder / "log"
    log.write_text("")
    with killed_training.start(folder, log, killed_training.INTERRUPTIBLE) as process:
        while killed_training.newest(folder) is None and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        code = process.wait(60)
    said = re.search(r"ERROR: interrupted; the same command goes on after epoch (\d+)", log.read_text())
    if code != 130 or not said:
        return f"exit {code}: {log.read_text()[-300:]}"
    return None if killed_training.undisturbed(folder) == expected else "other bytes"


def orphaned(folder: Path) -> Iterator[Told]:
    """``kill -9`` of DVC: the stage lives on, a second one is kept out, and afterwards all goes well."""
    yield told("DVC killed (-9) while its stage lives on, then run again", [_orphan(folder) for _ in range(ORPHANS)])


def _orphan(folder: Path) -> str | None:
    holder = folder / ".locks/train.pid"
    holder.unlink(missing_ok=True)
    command = ["dvc", "repro", "--force", "--single-item", "train"]
    with subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL) as dvc:
        wait_for(holder, 120)
        training = int(holder.read_text())
        os.kill(training, signal.SIGSTOP)  # alive, however long the second one takes to start
        dvc.kill()
    try:
        said = run(folder, *command, ok=False)
        refused = f"at work in this folder (process {training})" in said
    finally:
        os.kill(training, signal.SIGKILL)
    time.sleep(1)
    run(folder, "dvc", "repro", "train")
    return None if refused else said[-300:]
