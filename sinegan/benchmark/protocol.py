"""The task of the benchmark: distribution, sets of waves, sample sizes, baselines. It does not depend on params.yaml.

Rows with different versions are not comparable.
"""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sinegan.io import files
from sinegan.metrics.baseline import Baseline, Calibration
from sinegan.waves.draw import draw_sets
from sinegan.waves.law import Range
from sinegan.waves.options import Waves

VERSION = 1
WAVES = Waves(
    n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0),
    n_pool=100_000, n_test=10_000, n_reference=10_000, seed=20170405,
)  # fmt: skip
"""The law, and how its sets are drawn: those of the published result."""
LAW = WAVES.law
N_WAVES = 10_000
"""To submit from each seed."""
MIN_SEEDS = 3
SCORING_SEED = 1
"""Of the classifiers, and of the noise added to their inputs."""
BASELINES = Path(__file__).with_name("baselines.json")
"""A `Calibration` without corruptions, written by ``python -m benchmarks.baselines``."""


@cache
def pool() -> NDArray[np.float32]:
    """The waves to train on, ``(100000, 50)``, values in [0, 1]."""
    return draw_sets(WAVES)["pool"].waves


@cache
def held_out() -> NDArray[np.float32]:
    """The real waves to compare with, ``(10000, 50)``."""
    return draw_sets(WAVES.model_copy(update={"n_pool": 1}))["test"].waves  # each set has its own random stream


@cache
def calibration() -> Calibration:
    """Sample sizes of the scores, and the baseline of each."""
    return files.read_model(str(BASELINES), Calibration)


def baselines() -> dict[str, Baseline]:
    """The baseline of each score, by its name."""
    return {key.rpartition("/")[2]: baseline for key, baseline in calibration().baselines.items()}
