"""A real training that is killed again and again, and begun again each time, until it ends."""

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
"""The door, with a checkpoint after every stretch: most of the time that it could be killed in is spent on writing."""

INTERRUPTIBLE = f"import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n{OFTEN}"
"""The same where Ctrl-C reaches it, as in a terminal: what runs in the background may be started deaf to it."""

LONG = {
    r" epochs: 6 ": " epochs: {epochs} ",
    r"snapshot_every: 2\b": "snapshot_every: 50",
    r"n_samples: 200": "n_samples: 60",
}
OUTPUTS = ("recipe.json", "generator.weights.h5", "discriminator.weights.h5", "history.csv", "film.npz")


class Killed(NamedTuple):
    """How often it was killed, in how many of these a checkpoint was there, and what it left in the end, by name."""

    times: int
    resumed: int
    outputs: dict[str, str]


def lengthen(folder: Path, epochs: int = 4000) -> None:
    """Make of the small pipeline's training one of some seconds, in stretches of 50 epochs."""
    text = (folder / "params.yaml").read_text()
    for pattern, long in LONG.items():
        text, count = re.subn(pattern, long.format(epochs=epochs), text)
        assert count, pattern
    (folder / "params.yaml").write_text(text)


def start(folder: Path, log: Path, code: str = OFTEN) -> subprocess.Popen[bytes]:
    """Begin the training there; what it prints goes to the log."""
    with log.open("ab") as said:
        return subprocess.Popen(
            [sys.executable, "-c", code], cwd=folder, env=environment(), stdout=said, stderr=subprocess.STDOUT
        )


def undisturbed(folder: Path) -> dict[str, str]:
    """The md5s of a training that nobody kills."""
    with start(folder, folder / "log") as process:
        assert process.wait(300) == 0, (folder / "log").read_text()
    return md5s(folder)


def killed(folder: Path, times: int, rng: np.random.Generator) -> Killed:
    """Kill a training so many times, each at a random moment after its first new checkpoint, then let it end."""
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
            break  # it was quicker than the kill
    resumed += newest(folder) is not None
    return Killed(times, resumed, undisturbed(folder))


def newest(folder: Path) -> str | None:
    """The name of the last checkpoint."""
    return max((path.name for path in (folder / ".checkpoints").rglob("[0-9]*.ckpt")), default=None)


def md5s(folder: Path) -> dict[str, str]:
    """Of what a training leaves behind; it is taken away, so that the next one must make it anew."""
    found = {}
    for name in OUTPUTS:
        path = folder / "models" / name
        found[name] = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        path.unlink()
    return found
