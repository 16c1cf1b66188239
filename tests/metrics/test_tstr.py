"""Forecasts learnt from generated waves."""

import numpy as np
import pytest
from sklearn.kernel_ridge import KernelRidge

from sinegan.measurement.sample import measure
from sinegan.metrics import tstr
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import draw, render


@pytest.fixture
def real(law):
    return measure(law, draw(law, 200, np.random.default_rng(9)).waves, n_few=100)


def error(learn, asked):
    """Mean absolute error of a forecast of points 25 to 49 from points 0 to 24."""
    model = KernelRidge(alpha=1e-3, kernel="rbf", gamma=1 / (2 * 25 * 0.25)).fit(learn[:, :25], learn[:, 25:])
    return np.abs(model.predict(asked[:, :25]) - asked[:, 25:]).mean()


def test_ratio_of_two_forecasts_of_the_same_waves(law, real, rng):
    generated = measure(law, draw(law, 100, rng).waves + rng.normal(0, 0.05, (100, 50)), n_few=100)
    # Asked are the first 50 real waves; the real forecast learns from the 100 that follow them.
    expected = error(generated.waves, real.waves[:50]) / error(real.waves[50:150], real.waves[:50])
    assert tstr.forecast_ratio(Comparison(real, generated)) == pytest.approx(expected)


def test_the_very_waves_that_the_real_forecast_learns_from_give_1(law, real):
    assert tstr.forecast_ratio(Comparison(real, measure(law, real.waves[50:150], n_few=100))) == pytest.approx(1.0)


def test_one_wave_teaches_little(law, real):
    one = measure(law, render(law, np.full(100, 1.0), np.full(100, 1.5)), n_few=100)
    assert tstr.forecast_ratio(Comparison(real, one)) > 10


def test_no_more_real_waves_than_few_leave_half_of_them_to_learn_from(law, real, rng):
    generated = measure(law, draw(law, 60, rng).waves + rng.normal(0, 0.05, (60, 50)))
    half = real.take(slice(100))
    expected = error(generated.waves, half.waves[:50]) / error(half.waves[50:], half.waves[:50])
    assert tstr.forecast_ratio(Comparison(half, generated)) == pytest.approx(expected)


def test_fresh_waves_are_of_as_much_use_as_real_ones(law, real):
    # Both learn from 100; the errors of such small sets differ by a tenth or two.
    ratios = [
        tstr.forecast_ratio(Comparison(real, measure(law, draw(law, 100, np.random.default_rng(seed)).waves)))
        for seed in range(20, 25)
    ]
    assert np.mean(ratios) == pytest.approx(1.0, abs=0.2)
