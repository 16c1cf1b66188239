"""Scores of series of several channels: spectra by channel, forecasts in time."""

import numpy as np
import pytest

from sinegan.measurement.periodogram import hann_power, mean_spectra
from sinegan.measurement.sample import measure
from sinegan.metrics import spectra, tstr
from sinegan.metrics.comparison import Comparison
from sinegan.waves.channels import grid_of
from sinegan.waves.draw import WaveSet

SHAPE = (16, 2)


def walks(seed: int, scale: float) -> np.ndarray:
    return (np.random.default_rng(seed).normal(0, 0.1, (120, *SHAPE)).cumsum(axis=1) * [1, scale]).astype(np.float32)


def comparison(real: np.ndarray, generated: np.ndarray) -> Comparison:
    grid = grid_of(real.shape[1:], 0.1)
    return Comparison(measure(grid, real), measure(grid, generated))


REAL, GENERATED = walks(1, 0.5), walks(2, 0.2)


def test_spectra_are_those_of_each_channel() -> None:
    sample = measure(grid_of(SHAPE, 0.1), REAL)
    assert sample.spectra.shape == (120, 2, 9)
    for channel in range(2):
        np.testing.assert_allclose(sample.spectra[:, channel], hann_power(REAL[..., channel].astype(np.float64)))
    means = mean_spectra(sample.grid, {"test": WaveSet(REAL), "reference": WaveSet(REAL)}, sample.spectra)
    np.testing.assert_allclose(means.real, sample.spectra.mean(axis=(0, 1)))
    np.testing.assert_allclose(means.generated, means.real)
    assert means.lowest.shape == means.frequency.shape == (9,)


def test_spectral_distances_are_means_over_channels() -> None:
    both = comparison(REAL, GENERATED)
    single = [comparison(REAL[..., channel], GENERATED[..., channel]) for channel in range(2)]
    distances = [spectra.spectral_distance_db(one) for one in single]
    assert spectra.spectral_distance_db(both) == pytest.approx(np.sqrt(np.mean(np.square(distances))))
    moved = [spectra.spectral_wasserstein(one) for one in single]
    assert spectra.spectral_wasserstein(both) == pytest.approx(np.mean(moved))


def test_a_forecast_is_of_all_channels_and_does_not_depend_on_their_order() -> None:
    forward = tstr.error_ratio(comparison(REAL, GENERATED))
    swapped = tstr.error_ratio(comparison(REAL[..., ::-1], GENERATED[..., ::-1]))
    assert forward == pytest.approx(swapped, rel=1e-6)
    other_future = GENERATED.copy()
    other_future[:, 8:] += 5
    assert tstr.error_ratio(comparison(REAL, other_future)) > 5 * forward
