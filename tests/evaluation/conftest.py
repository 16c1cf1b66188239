"""Scorecards of a few waves, without a calibration and with one."""

import numpy as np
import pytest

from sinegan.classifiers import c2st
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.evaluation.scorecard import evaluate
from sinegan.measurement.sample import measure
from sinegan.metrics.suite import METRICS
from sinegan.waves.draw import draw
from tests.evaluation.equal_baselines import SMALL, calibration_for
from tests.fixtures.scores import by_key


@pytest.fixture(scope="module")
def real(two_draws):
    return two_draws[0][:200]


@pytest.fixture(scope="module")
def fresh(two_draws):
    return two_draws[1][:200]


@pytest.fixture(scope="module")
def training(law):
    return draw(law, 300, np.random.default_rng(61)).waves


@pytest.fixture(scope="module")
def scored(quick_classifiers, law, real, training):
    """Scores of generated waves against the 200 real ones."""

    def scores(generated, seed=1, **changes):
        kwargs = {"training": training, "classifiers": quick_classifiers} | changes
        return by_key(evaluate(real, generated, law, seed, **kwargs).scores)

    return scores


@pytest.fixture(scope="module")
def reported():
    """Progress as reported in some of the evaluations."""
    return {"plain": [], "calibrated": []}


@pytest.fixture(scope="module")
def plain(scored, fresh, reported):
    """Of fresh waves, without a calibration."""
    return scored(fresh, report=lambda done, _: reported["plain"].append(done))


@pytest.fixture(scope="module")
def keys(law, fresh):
    """Of the scores of 200 waves, with 100 for pairwise scores and 60 for classifiers."""
    metrics = {metric.key(measure(law, fresh, n_pairwise=100)) for metric in METRICS}
    return metrics | {f"c2st_60/{info.name}" for info in c2st.infos(CLASSIFIERS)}


@pytest.fixture(scope="module")
def fitting(law, keys):
    return calibration_for(law, keys, SMALL)


@pytest.fixture(scope="module")
def calibrated(scored, fresh, fitting, reported):
    return scored(fresh, calibration=fitting, report=lambda done, _: reported["calibrated"].append(done))
