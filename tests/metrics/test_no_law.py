"""Waves of which no law is known: some scores have a value, the others none, and none is made up."""

import numpy as np
import pytest

from sinegan.classifiers.features import exhibits
from sinegan.measurement.sample import Sample, UnscorableError, measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.jackknife import estimate
from sinegan.metrics.suite import METRICS, evaluate
from sinegan.waves.law import Axis

AXIS = Axis(n_points=40, step=0.5)
NEEDING_NONE = {"recall_01", "spread_per_point", "log_spectral_distance", "forecast_ratio", "nearer_to_training"}


@pytest.fixture
def walks(rng: np.random.Generator) -> list[Sample]:
    """Two sets of random walks."""
    steps = rng.normal(0, 0.05, (3, 120, AXIS.n_points)).cumsum(axis=2) + 0.5
    return [measure(AXIS, waves, n_few=60, training=steps[2]) for waves in steps[:2]]


def test_a_score_has_a_value_unless_it_is_of_the_law(walks: list[Sample]) -> None:
    values = evaluate(Comparison(*walks))
    without = {metric.key(walks[1]) for metric in METRICS if metric.of_law}
    assert {key for key, value in values.items() if value is None} == without
    assert {metric.name for metric in METRICS if not metric.of_law} >= NEEDING_NONE
    assert {metric.family for metric in METRICS if metric.of_law} == {
        *("quality", "law", "manifold", "sample"),
    }


def test_every_score_that_asks_for_the_law_says_so(walks: list[Sample]) -> None:
    """The flag is held against what the score does."""
    for metric in METRICS:
        if metric.of_law:
            with pytest.raises(UnscorableError, match="no law is known"):
                metric.compute(Comparison(*walks))
        else:
            assert np.isfinite(metric.compute(Comparison(*walks)))


def test_no_interval_without_a_value(walks: list[Sample]) -> None:
    found = {metric.key(walks[1]): estimate(metric, Comparison(*walks)) for metric in METRICS}
    assert {key for key, one in found.items() if one is None} == {m.key(walks[1]) for m in METRICS if m.of_law}


def test_parts_are_without_law_too(walks: list[Sample]) -> None:
    part = walks[0].take(slice(30))
    assert part.fits is None
    with pytest.raises(UnscorableError):
        _ = part.law
    np.testing.assert_array_equal(part.spectra, walks[0].spectra[:30])


def test_judges_are_shown_amplitudes(walks: list[Sample]) -> None:
    shown = exhibits(walks[0])
    assert shown.features.shape == (120, AXIS.n_points // 2 + 1)
    tone = 0.5 + 0.3 * np.sin(2 * np.pi * np.arange(40) * 5 / 40)
    alone = exhibits(measure(AXIS, np.tile(tone, (20, 1))))
    assert (alone.features.argmax(axis=1) == 5).all()
    assert 10 ** alone.features[0, 5] == pytest.approx(np.sqrt(measure(AXIS, np.tile(tone, (20, 1))).spectra[0, 5]))
