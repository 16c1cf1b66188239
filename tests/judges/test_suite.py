"""The list of judges' scores."""

import numpy as np
import pytest

from stages.judges import suite, trained, trees
from stages.metrics.metric import Facts
from stages.metrics.suite import METRICS


def key(fact: Facts) -> str:
    return f"{fact.family}/{fact.name}"


every_fact = pytest.mark.parametrize("fact", suite.FACTS, ids=key)


def test_every_score_has_its_facts_and_every_fact_its_score(discriminator, two_draws):
    values = suite.evaluate(discriminator, *two_draws, n_fresh=40, seed=1)
    assert set(values) == {key(fact) for fact in suite.FACTS}
    assert all(type(value) is float and 0 <= value <= 1 for value in values.values())


def test_scores_are_those_of_their_judges(discriminator, two_draws, noise):
    blurred = two_draws[1] + noise / 10
    values = suite.evaluate(discriminator, two_draws[0], blurred, n_fresh=100, seed=4)
    own = trained.judge(discriminator, two_draws[0], blurred)
    fresh = trees.judge(two_draws[0], blurred, n=100, rng=np.random.default_rng(4))
    assert values == {
        "discriminator/accuracy": own.accuracy,
        "discriminator/auc": own.auc,
        "discriminator/belief_on_real": own.mean_on_real,
        "discriminator/belief_on_generated": own.mean_on_generated,
        "judge/accuracy": fresh.accuracy,
        "judge/auc": fresh.auc,
    }


def test_names_are_unique_among_all_scores():
    names = [key(fact) for fact in (*METRICS, *suite.FACTS)]
    assert len(set(names)) == len(names)


@every_fact
def test_facts_are_told(fact):
    for name in ("family", "name", "bounds", "best", "estimator", "blind_to", "source"):
        assert isinstance(getattr(fact, name), str)
        assert getattr(fact, name).strip(), name
    assert fact.better == "floor"
    assert fact.unit == ""
