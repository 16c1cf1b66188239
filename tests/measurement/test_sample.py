"""What is measured on a set of waves, and parts of it."""

import re

import numpy as np
import pytest

from sinegan.measurement.sample import UnscorableError, measure
from sinegan.waves.draw import draw
from tests.fixtures.fits import LAW


def test_measure_keeps_the_waves_in_float64_and_measures_each(law):
    drawn = draw(law, 20, np.random.default_rng(23)).waves
    sample = measure(law, drawn)
    np.testing.assert_array_equal(sample.waves, drawn.astype(np.float64), strict=True)
    assert sample.valid.shape == sample.free.rms.shape == sample.constrained.rms.shape == (20,)
    assert sample.spectra.shape == (20, 26)


def test_training_waves_are_kept_in_float64_or_unknown(law, rng):
    drawn, training = draw(law, 20, rng).waves, draw(law, 5, rng).waves
    kept = measure(law, drawn, training=training).training
    np.testing.assert_array_equal(kept, training.astype(np.float64), strict=True)
    assert measure(law, drawn).training is None


def test_take_is_as_measuring_those_waves_alone(law, rng):
    waves = draw(law, 40, rng).waves + rng.normal(0, 0.01, (40, 50))
    rows = np.arange(39, 9, -1)
    part, alone = measure(law, waves, n_pairwise=25).take(rows), measure(law, waves[rows])
    assert part.n_pairwise == 25
    np.testing.assert_array_equal(part.waves, alone.waves)
    np.testing.assert_array_equal(part.valid, alone.valid)
    np.testing.assert_allclose(part.spectra, alone.spectra, rtol=1e-12)
    for fit in ("free", "constrained"):
        for name, values in vars(getattr(alone, fit)).items():
            np.testing.assert_allclose(getattr(getattr(part, fit), name), values, rtol=1e-7, err_msg=f"{fit} {name}")


def test_the_subset_is_the_first_waves(law, rng):
    sample = measure(law, draw(law, 30, rng).waves, n_pairwise=22)
    np.testing.assert_array_equal(sample.subset.waves, sample.waves[:22])
    np.testing.assert_array_equal(sample.subset.free.omega, sample.free.omega[:22])
    assert sample.subset is sample.subset  # so that its cached distances are computed once


def test_the_subset_is_the_whole_sample_if_there_are_no_more(law, rng):
    sample = measure(law, draw(law, 30, rng).waves, n_pairwise=30)
    assert sample.subset is sample


def test_distances_of_a_sample_are_between_its_waves(real):
    # The first two waves, and any wave from itself.
    assert real.distances.shape == (20, 20)
    np.testing.assert_allclose(real.distances[0, 1], np.sqrt(((real.waves[0] - real.waves[1]) ** 2).sum()))
    np.testing.assert_allclose(np.diag(real.distances), 0, atol=1e-6)


def with_one_point(value: float) -> np.ndarray:
    waves = np.full((25, 50), 0.5)
    waves[3, 7] = value
    return waves


@pytest.mark.parametrize(
    ("waves", "message"),
    [
        (with_one_point(np.nan), "wave 3 holds NaN or infinity"),
        (with_one_point(np.inf), "wave 3 holds NaN or infinity"),
        (with_one_point(-np.inf), "wave 3 holds NaN or infinity"),
        (np.zeros((25, 49)), "waves have shape (25, 49); expected (n, 50)"),
        (np.zeros(50), "waves have shape (50,); expected (n, 50)"),
        (np.zeros((1, 25, 50)), "waves have shape (1, 25, 50); expected (n, 50)"),
        (np.zeros((19, 50)), "19 waves are too few to score; give at least 20"),
        (np.zeros((0, 50)), "0 waves are too few to score; give at least 20"),
    ],
)
def test_measure_refuses(waves, message):
    with pytest.raises(UnscorableError, match=re.escape(message)):
        measure(LAW, waves)
