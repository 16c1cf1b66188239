"""Waves and a calibrator for the tests of the calibration."""

import numpy as np
import pytest

from sinegan.calibration.calibrate import Calibrator
from sinegan.calibration.corruptions import CleanWaves
from sinegan.measurement.sample import measure
from sinegan.waves.draw import draw
from tests.calibration.small_calibration import OPTIONS, N


@pytest.fixture(scope="module")
def training(law):
    return draw(law, 300, np.random.default_rng(51)).waves


@pytest.fixture(scope="module")
def calibrator(quick_classifiers, law, two_draws, training):
    real = measure(law, two_draws[0], n_pairwise=100, training=training)
    return Calibrator(real, OPTIONS.sizes, OPTIONS.seed, training.astype(np.float64), quick_classifiers)


@pytest.fixture
def clean(law):
    fresh = draw(law, N, np.random.default_rng(14))
    training = draw(law, 100, np.random.default_rng(15)).waves.astype(float)
    return CleanWaves(law, fresh.offset, fresh.multiplier, training, np.random.default_rng(16))
