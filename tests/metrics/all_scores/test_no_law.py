"""Waves whose distribution is unknown: scores that require it have no value, and the others do."""

import numpy as np
import pytest

from sinegan.classifiers.features import extract
from sinegan.measurement.sample import Sample, UnscorableError, measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.jackknife import estimates
from sinegan.metrics.suite import METRICS, evaluate
from sinegan.waves.law import SamplingGrid

GRID = SamplingGrid(n_points=40, step=0.5)
NEED_NO_LAW = {"manifold_recall_0.01", "std_per_point", "spectral_distance_db", "error_ratio", "memorization"}


@pytest.fixture
def walks(rng: np.random.Generator) -> list[Sample]:
    """Two sets of random walks."""
    steps = rng.normal(0, 0.05, (3, 120, GRID.n_points)).cumsum(axis=2) + 0.5
    return [measure(GRID, waves, n_pairwise=60, training=steps[2]) for waves in steps[:2]]


def test_a_score_has_a_value_unless_it_requires_the_law(walks: list[Sample]) -> None:
    values = evaluate(Comparison(*walks))
    without = {metric.key(walks[1]) for metric in METRICS if metric.requires_law}
    assert {key for key, value in values.items() if value is None} == without
    assert {metric.name for metric in METRICS if not metric.requires_law} >= NEED_NO_LAW
    assert {metric.family for metric in METRICS if metric.requires_law} == {
        *("quality", "distribution", "manifold", "sample"),
    }


def test_requires_law_is_true_exactly_if_the_formula_uses_the_law(walks: list[Sample]) -> None:
    for metric in METRICS:
        if metric.requires_law:
            with pytest.raises(UnscorableError, match="the distribution of these waves is unknown"):
                metric.compute(Comparison(*walks))
        else:
            assert np.isfinite(metric.compute(Comparison(*walks)))


def test_no_interval_without_a_value(walks: list[Sample]) -> None:
    both = Comparison(*walks)
    by_key = dict(zip([metric.key(walks[1]) for metric in METRICS], estimates(METRICS, both), strict=True))
    assert {key for key, value in by_key.items() if value is None} == {
        m.key(walks[1]) for m in METRICS if m.requires_law
    }


def test_parts_have_no_law_either(walks: list[Sample]) -> None:
    part = walks[0].take(slice(30))
    assert part.fits is None
    with pytest.raises(UnscorableError):
        _ = part.law
    np.testing.assert_array_equal(part.spectra, walks[0].spectra[:30])


def test_the_features_are_amplitudes_by_frequency(walks: list[Sample]) -> None:
    inputs = extract(walks[0])
    assert inputs.shape == (120, GRID.n_points + GRID.n_points // 2 + 1)
    np.testing.assert_array_equal(inputs[:, : GRID.n_points], walks[0].waves)
    tone = measure(GRID, np.tile(0.5 + 0.3 * np.sin(2 * np.pi * np.arange(40) * 5 / 40), (20, 1)))
    features = extract(tone)[:, GRID.n_points :]
    assert (features.argmax(axis=1) == 5).all()
    assert 10 ** features[0, 5] == pytest.approx(np.sqrt(tone.spectra[0, 5]))
