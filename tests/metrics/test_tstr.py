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
    # As many generated waves, so that both models have learnt from 50.
    expected = error(generated.waves[:50], half.waves[:50]) / error(half.waves[50:], half.waves[:50])
    assert tstr.error_ratio(Comparison(half, generated)) == pytest.approx(expected)


def test_few_fresh_waves_are_no_better_than_real_ones(law):
    # Of 60 real waves 30 are learnt from; 60 generated ones would give an error of about half that.
    ratios = [
        tstr.error_ratio(Comparison(*(measure(law, draw(law, 60, rng).waves) for _ in ("real", "generated"))))
        for rng in map(np.random.default_rng, range(20))
    ]
    assert np.median(ratios) == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize("n_pairwise", [60, 120])
def test_windows_of_a_block_are_learnt_from_or_tested_on(law, real, rng, n_pairwise):
    # The blocks occur in the order 7, 2, 9, 4, 1: the first two of them, the half, are tested on.
    block = np.concatenate([[7, 2, 9, 4, 1], rng.choice([7, 2, 9, 4, 1], 115)])
    windows = measure(law, real.waves[:120], n_pairwise=n_pairwise, block=block)
    generated = measure(law, draw(law, 100, rng).waves + rng.normal(0, 0.05, (100, 50)))
    tested = np.isin(block, [7, 2])
    train, test = windows.waves[~tested][:n_pairwise], windows.waves[:n_pairwise][tested[:n_pairwise]]
    expected = error(generated.waves[: len(train)], test) / error(train, test)
    assert tstr.error_ratio(Comparison(windows, generated)) == pytest.approx(expected)


def test_a_single_block_cannot_be_split(law, real):
    single = measure(law, real.waves, block=np.zeros(len(real.waves), np.int64))
    assert tstr.error_ratio(Comparison(single, real)) is None


def test_if_a_block_is_left_out_the_others_change_sides_rarely():
    order = np.random.default_rng(1).permutation(10)
    whole = set(tstr._first_half(order))
    for left_out in range(10):
        part = set(tstr._first_half(order[order != left_out]))
        assert len(whole - {left_out} - part) <= 1
        assert len(part - whole) <= 1


def test_fresh_waves_are_as_useful_as_real_ones(law, real):
    # Both models are trained on 100 waves; with so few, errors differ by a tenth or two.
    ratios = [
        tstr.error_ratio(Comparison(real, measure(law, draw(law, 100, np.random.default_rng(seed)).waves)))
        for seed in range(20, 25)
    ]
    assert np.mean(ratios) == pytest.approx(1.0, abs=0.2)
