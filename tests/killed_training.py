"""A real training that is killed and restarted several times before it finishes."""

import hashlib
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tests.small_pipeline import environment

OFTEN = (
    "import runpy\nfrom sinegan.training import checkpoints\ncheckpoints.EVERY = checkpoints.PER_COST = 0.0\n"
    "runpy.run_module('stages.train', run_name='__main__')\n"
)
"""The stage, with a checkpoint after every 50 steps, so that many kills happen while a checkpoint is being written."""

INTERRUPTIBLE = f"import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n{OFTEN}"
"""The same with a handler for Ctrl-C, as in a terminal: background processes may be started with SIGINT ignored."""

LONG = {
    r" steps: 6 ": " steps: {steps} ",
    r"snapshot_every: 2\b": "snapshot_every: 50",
    r"batch_size: 200": "batch_size: 60",
}
OUTPUTS = ("recipe.json", "generator.weights.h5", "discriminator.weights.h5", "history.csv", "snapshots.npz")


class Killed(NamedTuple):
    """A training that was killed several times, then finished.

    Attributes
    ----------
    times
        How often it was killed.
    resumed
        How often it was restarted from a checkpoint.
    outputs
        The md5 of each output file, by name.
    """

    times: int
    resumed: int
    outputs: dict[str, str]


def lengthen(folder: Path, steps: int = 4000) -> None:
    """Extend the small pipeline's training to a few seconds, with a possible checkpoint every 50 steps."""
    text = (folder / "params.yaml").read_text()
    for pattern, replacement in LONG.items():
        text, count = re.subn(pattern, replacement.format(steps=steps), text)
        assert count, pattern
    (folder / "params.yaml").write_text(text)


def start(folder: Path, log: Path, code: str = OFTEN) -> subprocess.Popen[bytes]:
    """Start the training in that folder; its output goes to the log."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-c", code], cwd=folder, env=environment(), stdout=output, stderr=subprocess.STDOUT
        )


def undisturbed(folder: Path) -> dict[str, str]:
    """The md5s of the outputs of a training that is not killed."""
    with start(folder, folder / "log") as process:
        assert process.wait(300) == 0, (folder / "log").read_text()
    return md5s(folder)


def killed(folder: Path, times: int, rng: np.random.Generator) -> Killed:
    """Kill a training `times` times, at random moments after its first new checkpoint, then let it finish."""
    log, resumed = folder / "log", 0
    log.write_text("")
    for _ in range(times):
        before = newest(folder)
        resumed += before is not None
        with start(folder, log) as process:
            while newest(folder) == before and process.poll() is None:
                time.sleep(0.002)
            time.sleep(rng.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
            process.wait(60)
        if process.returncode == 0:
            break  # it finished before it was killed
    resumed += newest(folder) is not None
    return Killed(times, resumed, undisturbed(folder))


def newest(folder: Path) -> str | None:
    """File name of the newest checkpoint."""
    return max((path.name for path in (folder / ".checkpoints").rglob("[0-9]*.ckpt")), default=None)


def md5s(folder: Path) -> dict[str, str]:
    """The md5 of each output of a training, by name; the files are removed, so that the next one must write them."""
    hashes = {}
    for name in OUTPUTS:
        path = folder / "models" / name
        hashes[name] = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        path.unlink()
    return hashes
