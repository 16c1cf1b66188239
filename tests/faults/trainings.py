"""Trainings that are killed, interrupted, or outlive their DVC; their outputs must finally be identical."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests.faults.table import Row, row
from tests.fixtures import killed_training
from tests.fixtures.small_pipeline import environment, run, wait_for

KILLS, INTERRUPTS, ORPHANS = 20, 4, 3


def killed(folder: Path) -> Iterator[Row]:
    """Kill trainings at `KILLS` random moments, also while they write a checkpoint, five times each."""
    killed_training.lengthen(folder)
    expected, rng, problems = killed_training.undisturbed(folder), np.random.default_rng(21), []
    for _ in range(KILLS // 5):
        training = killed_training.killed(folder, 5, rng)
        problems += [None if training.outputs == expected else f"outputs differ: {training}"] * training.times
    yield row("training killed (-9) at a random moment, then run again to identical outputs", problems)


def interrupted(folder: Path) -> Iterator[Row]:
    """Press Ctrl-C: a checkpoint, exit code 130, a line that says how to resume, and identical outputs."""
    expected = killed_training.undisturbed(folder)
    yield row(
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
    message = re.search(r"ERROR: interrupted; the same command resumes after step (\d+)", log.read_text())
    if code != 130 or not message:
        return f"exit {code}: {log.read_text()[-300:]}"
    return None if killed_training.undisturbed(folder) == expected else "outputs differ"


def orphaned(folder: Path) -> Iterator[Row]:
    """Kill DVC with ``kill -9``: its stage keeps running, a second one is refused, and a later one succeeds."""
    yield row(
        "DVC killed (-9) while its stage keeps running, then run again", [_orphan(folder) for _ in range(ORPHANS)]
    )


def _orphan(folder: Path) -> str | None:
    holder = folder / ".locks/train.pid"
    holder.unlink(missing_ok=True)
    command = ["dvc", "repro", "--force", "--single-item", "train"]
    with subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL) as dvc:
        wait_for(holder, 120)
        training = int(holder.read_text())
        os.kill(training, signal.SIGSTOP)  # so that it is running when the second one starts
        dvc.kill()
    try:
        output = run(folder, *command, ok=False)
        refused = f"is running in this folder (process {training})" in output
    finally:
        os.kill(training, signal.SIGKILL)
    time.sleep(1)
    run(folder, "dvc", "repro", "train")
    return None if refused else output[-300:]
