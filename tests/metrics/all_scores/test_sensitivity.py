"""Fresh real waves score best, and corrupted ones worse, unless the score is declared blind."""

import pytest

from tests.metrics.all_scores.declared import (
    BLIND,
    INSENSITIVE,
    NO_VALUE,
    ROUNDING,
    SIGMAS,
    TOLERANCES,
    every_metric,
    key,
    worse,
)


@every_metric
def test_fresh_real_waves_score_best(metric, score):
    fresh, second, same = (score(metric, name) for name in ("fresh", "second", "real"))
    for value in (fresh, same):
        assert worse(metric, value, second) <= TOLERANCES[key(metric)]


@every_metric
@pytest.mark.parametrize("corruption", ["mode_collapse", "noise", "flat"])
def test_corrupted_waves_score_worse_unless_the_metric_is_declared_blind(metric, corruption, score):
    baseline, value = score(metric, "fresh"), score(metric, corruption)
    assert (value is None) == ((key(metric), corruption) in NO_VALUE)
    if (key(metric), corruption) in ROUNDING:
        assert metric.bounds[0] <= value <= metric.bounds[1]
    elif value is not None:
        detected = worse(metric, value, baseline) > TOLERANCES[key(metric)]
        assert detected == ((key(metric), corruption) not in BLIND), (value, baseline)


@every_metric
def test_scores_get_worse_as_noise_grows(metric, score):
    baseline = score(metric, "fresh")
    excess = [worse(metric, score(metric, f"sigma {sigma}"), baseline) for sigma in SIGMAS]
    tolerance = TOLERANCES[key(metric)]
    assert all(after >= before - tolerance for before, after in zip([0.0, *excess], excess, strict=False)), excess
    assert (excess[-1] > tolerance) == (key(metric) not in INSENSITIVE), excess
