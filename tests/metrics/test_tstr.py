"""Forecasts by models trained on generated waves."""

import numpy as np
import pytest
from sklearn.kernel_ridge import KernelRidge

from sinegan.measurement.sample import measure
from sinegan.metrics import tstr
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import draw, render


@pytest.fixture
def real(law):
    return measure(law, draw(law, 200, np.random.default_rng(9)).waves, n_pairwise=100)


def error(train, test):
    """Mean absolute error of a forecast of points 25 to 49 from points 0 to 24."""
    model = KernelRidge(alpha=1e-3, kernel="rbf", gamma=1 / (2 * 25 * 0.25)).fit(train[:, :25], train[:, 25:])
    return np.abs(model.predict(test[:, :25]) - test[:, 25:]).mean()


def test_ratio_of_two_forecasts_of_the_same_waves(law, real, rng):
    generated = measure(law, draw(law, 100, rng).waves + rng.normal(0, 0.05, (100, 50)), n_pairwise=100)
    # The first 50 real waves are the test set; the model of real waves is trained on the 100 that follow them.
    expected = error(generated.waves, real.waves[:50]) / error(real.waves[50:150], real.waves[:50])
    assert tstr.error_ratio(Comparison(real, generated)) == pytest.approx(expected)


def test_the_training_waves_of_the_real_model_give_1(law, real):
    assert tstr.error_ratio(Comparison(real, measure(law, real.waves[50:150], n_pairwise=100))) == pytest.approx(1.0)


def test_a_single_wave_trains_a_bad_model(law, real):
    single = measure(law, render(law, np.full(100, 1.0), np.full(100, 1.5)), n_pairwise=100)
    assert tstr.error_ratio(Comparison(real, single)) > 10


def test_if_all_real_waves_are_in_the_subset_half_of_them_are_for_training(law, real, rng):
    generated = measure(law, draw(law, 60, rng).waves + rng.normal(0, 0.05, (60, 50)))
    half = real.take(slice(100))
    expected = error(generated.waves, half.waves[:50]) / error(half.waves[50:], half.waves[:50])
    assert tstr.error_ratio(Comparison(half, generated)) == pytest.approx(expected)


def test_fresh_waves_are_as_useful_as_real_ones(law, real):
    # Both models are trained on 100 waves; with so few, errors differ by a tenth or two.
    ratios = [
        tstr.error_ratio(Comparison(real, measure(law, draw(law, 100, np.random.default_rng(seed)).waves)))
        for seed in range(20, 25)
    ]
    assert np.mean(ratios) == pytest.approx(1.0, abs=0.2)
