"""The list of scores: complete answers or none."""

import dataclasses

import numpy as np
import pytest

from stages.metrics import suite
from stages.metrics.sample import UnscorableError
from stages.metrics.suite import METRICS, evaluate


def that_gives(value):
    return dataclasses.replace(METRICS[0], family="made", name="up", compute=lambda *_: value)


def test_evaluate_names_every_score(real):
    assert list(evaluate(real, real)) == [f"{metric.family}/{metric.name}" for metric in METRICS]


def test_evaluate_gives_real_first_and_generated_second(real):
    by_side = dataclasses.replace(that_gives(0), compute=lambda left, right: float(len(left) - len(right)))
    assert evaluate([0, 0, 0], [0], [by_side]) == {"made/up": 2.0}


def test_every_family_is_listed():
    families = (suite.quality, suite.laws, suite.variety, suite.spectrum)
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
