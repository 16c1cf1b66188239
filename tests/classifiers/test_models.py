"""Each rung of the ladder sees what it should, and is blind to what it owns to be blind to."""

import numpy as np
import pytest

from sinegan.classifiers.cross_fitting import cross_fitted
from sinegan.classifiers.features import Exhibits, exhibits
from sinegan.classifiers.models import LADDER
from sinegan.measurement.sample import measure
from sinegan.waves.draw import draw, render
from sinegan.waves.law import CENTRE

N = 200
NAMES = ("logistic", "one_neighbour", "trees", "oracle")
SEEN = {  # each fault, and who sees it
    "real": (),
    "noise": ("one_neighbour", "trees", "oracle"),
    "blurred": ("trees", "oracle"),
    "too large": ("one_neighbour", "trees", "oracle"),
    "collapsed": NAMES,
    "too high": NAMES,
    "narrowed": ("one_neighbour", "trees"),
}
each_judge = pytest.mark.parametrize("judge", LADDER, ids=lambda judge: judge.name)


@pytest.fixture(scope="module")
def shown(law, two_draws, noise, blurred):
    """What judges are shown of real waves, of others, and of waves with a fault: by name."""
    fresh = draw(law, N, np.random.default_rng(41))
    waves = {
        "test": two_draws[0][:N],
        "real": fresh.waves,
        "noise": noise[:N],
        "blurred": blurred[:N],
        # The spread grows by half, the mean stays.
        "too large": CENTRE + 1.5 * (fresh.waves - CENTRE),
        "collapsed": np.repeat(fresh.waves[:1], N, axis=0),
        "too high": fresh.waves + 0.05,
        # A fifth of the law's range, about its middle; each wave is one of the law's.
        "narrowed": render(law, fresh.offset, 1.5 + (fresh.multiplier - 1.5) / 5),
    }
    return {name: exhibits(measure(law, np.asarray(values, np.float32))) for name, values in waves.items()}


def test_the_rungs_have_names_of_their_own():
    assert tuple(judge.name for judge in LADDER) == NAMES


@each_judge
def test_facts_are_told(judge):
    assert judge.looks_at.strip()
    assert judge.blind_to.strip()


@each_judge
@pytest.mark.parametrize("fault", SEEN)
def test_who_sees_what(judge, fault, shown):
    # 400 verdicts scatter by .025 about chance; an AUC of .6 would be five such deviations and more.
    found = cross_fitted(judge, shown["test"], shown[fault], np.random.default_rng(3))
    if judge.name in SEEN[fault]:
        assert min(found.accuracy.value, found.auc) > 0.65
    else:
        assert found.accuracy.value == pytest.approx(0.5, abs=0.1)
        assert found.auc == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize(("name", "fault"), [("trees", "blurred"), ("oracle", "blurred"), ("one_neighbour", "noise")])
def test_what_is_plain_is_told_nearly_always(name, fault, shown):
    judge = LADDER[NAMES.index(name)]
    assert cross_fitted(judge, shown["test"], shown[fault], np.random.default_rng(3)).accuracy.value > 0.98


def trained(judge, shown, judged):
    """Scores after learning to tell a narrowed law, which takes points and features together."""
    learn = Exhibits.joined(shown["test"], shown["narrowed"])
    return judge.train(learn, np.repeat([1, 0], N), judged, 5)


@each_judge
def test_scores_are_shares_one_per_wave_and_high_for_real(judge, shown):
    learn = Exhibits.joined(shown["test"], shown["noise"])
    scores = judge.train(learn, np.repeat([1, 0], N), learn, 1)
    assert scores.shape == (2 * N,)
    assert scores.dtype == np.float64
    assert ((scores >= 0) & (scores <= 1)).all()
    assert scores[:N].mean() > 0.5 > scores[N:].mean()  # of waves that it has learnt


@each_judge
def test_scores_are_reproducible(judge, shown):
    first, again = (trained(judge, shown, shown["real"]) for _ in range(2))
    np.testing.assert_array_equal(first, again)


@each_judge
def test_a_verdict_depends_on_the_wave_alone(judge, shown):
    backwards = trained(judge, shown, shown["real"].take(np.arange(N)[::-1]))
    np.testing.assert_allclose(backwards[::-1], trained(judge, shown, shown["real"]), rtol=1e-9)


@pytest.mark.parametrize(
    ("name", "looks_at"),
    [("logistic", {"waves"}), ("one_neighbour", {"waves"}), ("trees", {"waves", "features"}), ("oracle", {"features"})],
)
def test_a_judge_looks_at_what_it_says(name, looks_at, shown):
    judge, real, other = LADDER[NAMES.index(name)], shown["real"], shown["blurred"]
    before = trained(judge, shown, real)
    after = {
        "waves": trained(judge, shown, Exhibits(other.waves, real.features)),
        "features": trained(judge, shown, Exhibits(real.waves, other.features)),
    }
    assert {kind for kind, scores in after.items() if not np.array_equal(scores, before)} == looks_at
