"""The list of scores: complete answers or none."""

import dataclasses

import numpy as np
import pytest

from stages.metrics import suite
from stages.metrics.sample import UnscorableError, measure
from stages.metrics.suite import METRICS, evaluate
from stages.waves.draw import draw


def that_gives(value):
    return dataclasses.replace(METRICS[0], family="made", name="up", compute=lambda *_: value)


def test_evaluate_names_every_score(real):
    assert list(evaluate(real, real)) == [metric.key(real) for metric in METRICS]


def test_scores_on_few_waves_tell_how_many(law, rng):
    sample = measure(law, draw(law, 60, rng).waves, n_few=40)
    keys = {metric.name: metric.key(sample) for metric in METRICS}
    assert keys["mmd_median"] == "sample_40/mmd_median"
    assert keys["ks_phase"] == "law/ks_phase"


def test_a_score_may_have_no_value(real):
    assert evaluate(real, real, [that_gives(None)]) == {"made/up": None}


def test_evaluate_gives_real_first_and_generated_second(real):
    by_side = dataclasses.replace(that_gives(0), compute=lambda left, right: float(len(left) - len(right)))
    assert evaluate([0, 0, 0], [0], [by_side]) == {"made/up": 2.0}


def test_every_family_is_listed():
    waves = ["quality", "residuals", "laws", "cells", "manifold", "variety", "spectrum"]
    sets = ["kernels", "transport", "neighbours", "frechet", "forecast", "copying"]
    families = [getattr(suite, name) for name in (*waves, *sets)]
    assert set(METRICS) == {metric for family in families for metric in family.METRICS}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), np.float64("nan")])
def test_evaluate_refuses_what_is_no_number(real, value):
    with pytest.raises(UnscorableError, match=f"score made/up gave {value}; the waves cannot be scored"):
        evaluate(real, real, [*METRICS, that_gives(value)])


def test_evaluate_does_not_swallow_a_failure(real):
    def fail(left, right):
        raise ZeroDivisionError("no waves")

    with pytest.raises(ZeroDivisionError, match="no waves"):
        evaluate(real, real, [dataclasses.replace(that_gives(0), compute=fail)])
