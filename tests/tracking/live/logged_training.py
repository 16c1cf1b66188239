"""The part of a training that its logging process reads."""

import sys
from pathlib import Path

import numpy as np

from sinegan.io import repository
from sinegan.tracking.live import live_log

RECIPE = {"seed": 3, "generator": {"hidden": [200]}}
_AT_NORMAL_PRIORITY = """
import sys
from pathlib import Path
from sinegan.tracking.live import follower
follower._NICE, follower._TIMEOUT = 0, 600.0
sys.exit(follower.main(Path(sys.argv[1])))
"""
AT_NORMAL_PRIORITY = [sys.executable, "-c", _AT_NORMAL_PRIORITY]
"""The logging process: at its lowest priority, it can need more than a minute on a busy machine."""
IDLE = [sys.executable, "-c", "import sys, time; time.sleep(60)"]


def train(until: type[BaseException] | None = None) -> None:
    """The part of a training that the logging process reads."""
    with live_log.logging("small", RECIPE, "data/train.npz") as log:
        for step in (1, 2):
            log.row(step, {"generator_loss": 0.5})
        log.snapshot(2, np.zeros((8, 20), np.float32))
        if until:
            raise until("in the middle")


def the_feed() -> Path:
    (folder,) = repository.feeds().iterdir()
    return folder
