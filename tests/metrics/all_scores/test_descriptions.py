"""Names, descriptions and bounds of the scores."""

import numpy as np
import pytest

from sinegan.metrics.suite import METRICS
from tests.metrics.all_scores.declared import (
    BIASED,
    BLIND,
    INSENSITIVE,
    NO_VALUE,
    ROUNDING,
    SPLITS_REAL,
    TOLERANCES,
    every_metric,
    key,
)


def test_the_declared_names_are_those_of_scores():
    names = {key(metric) for metric in METRICS}
    assert names == TOLERANCES.keys()
    assert (
        names
        >= {name for name, _ in BLIND.keys() | NO_VALUE | ROUNDING} | INSENSITIVE.keys() | BIASED.keys() | SPLITS_REAL
    )


@pytest.mark.parametrize(("name", "corruption"), BLIND)
def test_the_description_says_to_what_the_metric_is_blind(name, corruption):
    metric = next(metric for metric in METRICS if key(metric) == name)
    assert BLIND[name, corruption] in metric.blind_to


@every_metric
def test_scores_are_finite_floats_within_their_bounds(metric, samples, score):
    low, high = metric.bounds
    for name in samples:
        value = score(metric, name)
        if value is None:
            assert (key(metric), name) in NO_VALUE
        else:
            assert type(value) is float
            assert np.isfinite(value)
            assert low <= value <= high, name


def test_names_are_unique():
    assert len({key(metric) for metric in METRICS}) == len(METRICS)


@every_metric
def test_descriptions_are_complete(metric):
    for field in ("family", "name", "best", "estimator", "blind_to", "source"):
        assert isinstance(getattr(metric, field), str)
        assert getattr(metric, field).strip(), field
    assert isinstance(metric.unit, str)
    assert metric.better in ("higher", "lower", "baseline")
    low, high = metric.bounds
    assert low < high
