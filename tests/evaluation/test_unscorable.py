"""Waves that cannot be scored are refused."""

from dataclasses import replace

import numpy as np
import pytest

from sinegan.evaluation import scorecard
from sinegan.evaluation.scorecard import evaluate
from sinegan.measurement.sample import UnscorableError
from sinegan.metrics.suite import METRICS


@pytest.mark.parametrize(("n_real", "n_generated"), [(200, 49), (49, 200), (200, 0)])
def test_fewer_than_fifty_waves_are_refused(law, real, fresh, n_real, n_generated):
    with pytest.raises(UnscorableError, match=f"{min(n_real, n_generated)} waves are too few .* at least 50"):
        evaluate(real[:n_real], fresh[:n_generated], law, 1)


def test_waves_that_cannot_be_measured_are_refused(law, real, fresh):
    with pytest.raises(UnscorableError, match="shape"):
        evaluate(real, fresh[:, :40], law, 1)
    broken = fresh.copy()
    broken[7, 3] = np.nan
    with pytest.raises(UnscorableError, match="wave 7 holds NaN"):
        evaluate(real, broken, law, 1)


def test_a_score_that_fails_is_named_in_the_error(monkeypatch, law, real, fresh, quick_classifiers):
    broken = replace(METRICS[0], family="made", name="up", compute=lambda *_: np.nan)
    monkeypatch.setattr(scorecard, "metrics_of", lambda _grid: (*METRICS, broken))
    with pytest.raises(UnscorableError, match="score made/up gave nan; the waves cannot be scored"):
        evaluate(real, fresh, law, 1, classifiers=quick_classifiers)
