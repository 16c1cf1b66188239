"""The list of all scores, and their evaluation."""

import dataclasses

import numpy as np
import pytest

from sinegan.measurement.sample import UnscorableError, measure
from sinegan.metrics import suite
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.suite import METRICS, evaluate
from sinegan.waves.draw import draw
from sinegan.waves.law import Law, Range


def metric_with(value):
    return dataclasses.replace(METRICS[0], family="made", name="up", compute=lambda *_: value, requires_law=False)


def test_evaluate_names_every_score(real):
    assert list(evaluate(Comparison(real, real))) == [metric.key(real) for metric in METRICS]


def test_keys_of_pairwise_scores_hold_the_number_of_waves(law, rng):
    sample = measure(law, draw(law, 60, rng).waves, n_pairwise=40)
    keys = {metric.name: metric.key(sample) for metric in METRICS}
    assert keys["mmd_median"] == "sample_40/mmd_median"
    assert keys["ks_phase"] == "distribution/ks_phase"


@pytest.mark.parametrize(("n_points", "step"), [(8, 0.25), (11, 0.5), (51, 0.1), (60, 0.4)])
def test_every_score_takes_waves_of_another_law(n_points, step, rng):
    # The shortest possible; as many points as a fit of five harmonics has unknowns; an odd number; many cycles.
    law = Law(n_points=n_points, step=step, offset=Range(low=-3.0, high=5.0), multiplier=Range(low=1.0, high=2.0))
    real, fresh = (measure(law, draw(law, 60, rng).waves, training=draw(law, 60, rng).waves) for _ in range(2))
    noise, flat = (measure(law, waves) for waves in (rng.uniform(size=(60, n_points)), np.full((60, n_points), 0.3)))
    for generated in (fresh, noise, flat):
        for metric, value in zip(METRICS, evaluate(Comparison(real, generated)).values(), strict=True):
            if value is None:
                assert metric.name == "harmonic_distortion_db"
            else:
                assert metric.bounds[0] <= value <= metric.bounds[1], metric.name


def test_a_score_may_have_no_value(real):
    assert evaluate(Comparison(real, real), [metric_with(None)]) == {"made/up": None}


def test_evaluate_keeps_the_sides_apart(real):
    fewer = real.take(slice(18))
    by_side = dataclasses.replace(
        metric_with(0), compute=lambda both: float(len(both.real.waves) - len(both.generated.waves))
    )
    assert evaluate(Comparison(real, fewer), [by_side]) == {"made/up": 2.0}


def test_every_family_is_listed():
    waves = ("sine_quality", "residuals", "marginals", "phase_frequency_grid", "manifold_pr", "diversity", "spectra")
    sets = ("mmd", "sliced_wasserstein", "prdc", "frechet", "tstr", "memorization")
    families = [getattr(suite, name) for name in (*waves, *sets)]
    assert set(METRICS) == {metric for family in families for metric in family.METRICS}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), np.float64("nan")])
def test_evaluate_refuses_values_that_are_not_finite(real, value):
    with pytest.raises(UnscorableError, match=f"score made/up gave {value}; the waves cannot be scored"):
        evaluate(Comparison(real, real), [*METRICS, metric_with(value)])


def test_evaluate_does_not_hide_an_exception(real):
    def fail(_):
        raise ZeroDivisionError("no waves")

    with pytest.raises(ZeroDivisionError, match="no waves"):
        evaluate(Comparison(real, real), [dataclasses.replace(metric_with(0), compute=fail)])
