"""The list of judges' scores."""

import numpy as np
import pytest

from sinegan.classifiers import c2st, noise_threshold
from sinegan.classifiers.cross_fitting import Verdicts, cross_fitted
from sinegan.classifiers.features import exhibits
from sinegan.classifiers.models import LADDER, Judge
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.jackknife import Estimate
from sinegan.metrics.suite import METRICS

TOP = Judge("top", "all that there is", "nothing", lambda *given: given[2].waves[:, 0])
FACTS = c2st.facts((*LADDER, TOP))
every_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)


@every_fact
def test_facts_are_told(fact):
    for name in ("name", "best", "estimator", "blind_to", "source"):
        assert getattr(fact, name).strip(), name
    assert fact.family == "judge"
    assert fact.bounds[0] < fact.bounds[1]


def test_each_judge_has_accuracy_and_auc_and_the_ladder_two_scores_more():
    by_judge = [f"{judge.name}_{kind}" for judge in (*LADDER, TOP) for kind in ("accuracy", "auc")]
    assert [fact.name for fact in FACTS] == [*by_judge, "strongest_accuracy", "sigma_star"]
    assert not {("judge", fact.name) for fact in FACTS} & {(metric.family, metric.name) for metric in METRICS}


def test_estimates_by_hand():
    rights = dict(zip((judge.name for judge in LADDER), (60, 90, 70, 80), strict=True))
    found = {name: Verdicts(right, 100, right / 200) for name, right in rights.items()} | {"top": Verdicts(99, 100, 1)}
    top = Judge("top", "all", "nothing", LADDER[0].train, counts=False)
    values = c2st.estimates(found, Estimate(0.3, 0.2, 0.4), (*LADDER, top))
    assert list(values) == [fact.name for fact in FACTS]
    assert values["logistic_accuracy"] == found["logistic"].accuracy
    assert values["oracle_auc"] == found["oracle"].ranking
    assert values["oracle_auc"].value == 0.4
    # The best of the ladder's own; a rung on top does not count, lest the score change with TensorFlow's presence.
    assert values["strongest_accuracy"] == found["one_neighbour"].accuracy
    assert values["sigma_star"] == (0.3, 0.2, 0.4)


@pytest.fixture
def recorder():
    """A judge that notes what it is asked about, and a ladder of two of them."""
    asked = []

    def train(learn, labels, judged, seed):
        asked.append((learn.waves, judged.waves))
        return judged.waves.mean(axis=1)

    ladder = [Judge(name, "", "", train) for name in ("first", "second")]
    return ladder, asked


def rows_of(waves, sample):
    """Which rows of the sample these waves are; -1 for none."""
    places = {wave.tobytes(): row for row, wave in enumerate(sample.waves)}
    return [places.get(wave.tobytes(), -1) for wave in waves]


def test_repeats_are_on_disjoint_waves(recorder, measured):
    ladder, asked = recorder
    found = c2st.verdicts(measured["real"], measured["blurred"], 1, n=60, repeats=3, ladder=ladder[:1])
    assert found["first"].asked == 2 * 60 * 3
    for name in ("real", "blurred"):
        rows = [row for _, judged in asked for row in rows_of(judged, measured[name]) if row >= 0]
        assert len(rows) == len(set(rows)) == 180
        assert max(rows) > 300  # from the whole set
    for turn in range(3):
        (learnt, judged), (learnt_then, judged_then) = asked[2 * turn : 2 * turn + 2]
        assert {wave.tobytes() for wave in learnt} == {wave.tobytes() for wave in judged_then}
        assert {wave.tobytes() for wave in learnt_then} == {wave.tobytes() for wave in judged}


def test_all_judges_see_the_same_waves(recorder, measured):
    ladder, asked = recorder
    found = c2st.verdicts(measured["real"], measured["blurred"], 1, n=60, repeats=2, ladder=ladder)
    assert list(found) == ["first", "second"]
    seen = [{wave.tobytes() for _, judged in part for wave in judged} for part in (asked[:4], asked[4:])]
    assert seen[0] == seen[1]


def test_the_seed_alone_decides(measured):
    def found(seed):
        return c2st.verdicts(measured["real"], measured["noise"], seed, n=50, repeats=2, ladder=LADDER[:2])

    assert found(3) == found(3)
    assert found(3) != found(4)


def test_of_the_whole_set_nothing_is_left_out_and_repeats_are_pooled(measured):
    # One judge and two repeats by hand.
    sides = [exhibits(measured[name]) for name in ("real", "noise")]
    rng = np.random.default_rng(9)
    rows = [rng.permutation(400).reshape(2, 200) for _ in sides]
    parts = [
        cross_fitted(LADDER[1], sides[0].take(rows[0][turn]), sides[1].take(rows[1][turn]), rng) for turn in (0, 1)
    ]
    found = c2st.verdicts(measured["real"], measured["noise"], 9, n=200, repeats=2, ladder=[LADDER[1]])
    assert found == {"one_neighbour": Verdicts.pooled(parts)}
    assert found["one_neighbour"].asked == 800


def test_quick_values_are_those_of_the_estimates_with_sigma_star_by_bisection(measured, quick_ladder):
    real, noisy = measured["real"], measured["blurred"]
    found = c2st.quick_values(Comparison(real, noisy), 3, n=60, repeats=2, ladder=quick_ladder)
    verdicts = c2st.verdicts(real, noisy, 3, n=60, repeats=2, ladder=quick_ladder)
    few = (side.take(slice(60)) for side in (real, noisy))
    sigma = noise_threshold.quick_sigma_star(*few, 3, ladder=quick_ladder)
    estimates = c2st.estimates(verdicts, Estimate(sigma, sigma, sigma), quick_ladder)
    assert found == {f"judge_60/{name}": value.value for name, value in estimates.items()}
    assert found["judge_60/sigma_star"] == sigma > 0
