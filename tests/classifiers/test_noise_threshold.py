"""sigma*: on made-up curves by hand, and on noise of a known size."""

from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from sinegan.classifiers import noise_threshold
from sinegan.classifiers.cross_fitting import Verdicts, cross_fitted
from sinegan.classifiers.features import exhibits
from sinegan.classifiers.models import LADDER, logistic
from sinegan.classifiers.noise_threshold import (
    FOOLED,
    LEVELS,
    quick_sigma_star,
    sigma_star,
    strongest,
    sweep,
    under_noise,
)
from sinegan.measurement.sample import measure

ASKED = 10_000


def told(share):
    return Verdicts(round(share * ASKED), ASKED, 0.5)


def curve(*accuracies, then=0.5):
    """One judge's verdicts level by level; `then` on all further levels."""
    return {level: {"only": told(accuracies[at] if at < len(accuracies) else then)} for at, level in enumerate(LEVELS)}


def test_levels_double_from_a_two_thousandth_to_33():
    assert LEVELS[:3] == (0.0, 0.0005, 0.001)
    assert LEVELS[-1] == pytest.approx(32.768)
    assert all(right == 2 * left for left, right in pairwise(LEVELS[1:]))


def test_without_need_of_noise_it_is_0():
    assert sigma_star(curve()) == (0.0, 0.0, 0.0)


def test_where_no_noise_suffices_it_is_the_last_level():
    assert sigma_star(curve(then=1.0)) == (LEVELS[-1],) * 3


def test_between_two_levels_it_is_interpolated_in_log_sigma():
    # From .65 at .004 (the fifth level) to .45 at .008, .55 lies half way: .004 * sqrt 2.
    assert LEVELS[4] == 0.004
    assert sigma_star(curve(1, 1, 1, 1, 0.65, 0.45)).value == pytest.approx(0.004 * np.sqrt(2))
    # From .58 to .46 a quarter of the way.
    assert sigma_star(curve(1, 1, 1, 1, 0.58, 0.46)).value == pytest.approx(0.004 * 2**0.25)


def test_below_the_first_level_it_is_interpolated_in_sigma():
    # From .75 without noise to .5 at .0005: .2 / .25 of the way.
    assert sigma_star(curve(0.75)).value == pytest.approx(0.8 * 0.0005)


def test_at_55_percent_a_judge_is_not_yet_fooled():
    assert sigma_star(curve(1, FOOLED, 0.5)).value == pytest.approx(LEVELS[1])
    assert sigma_star(curve(FOOLED - 1 / ASKED)).value == 0.0


def test_the_ends_of_the_interval_are_those_of_the_accuracies():
    # At .56 of 10 000 the interval is about .01 either way: its lower end is fooled a level earlier, its upper later.
    made = curve(1, 1, 0.65, 0.555, 0.545, 0.45)
    found = sigma_star(made)
    for end, field, at in ((found.low, "low", 2), (found.value, "value", 3), (found.high, "high", 4)):
        above, below = (getattr(made[LEVELS[place]]["only"].accuracy, field) for place in (at, at + 1))
        assert below < FOOLED <= above
        assert end == pytest.approx(LEVELS[at] * 2 ** ((above - FOOLED) / (above - below)))
    assert found.low < found.value < found.high


def test_the_ends_are_in_order_whatever_the_curve(rng):
    for _ in range(300):
        found = sigma_star(curve(*rng.uniform(0.45, 0.7, len(LEVELS))))
        assert LEVELS[0] <= found.low <= found.value <= found.high <= LEVELS[-1]


def test_the_strongest_judge_counts_at_each_level():
    assert strongest({"a": told(0.6), "b": told(0.7), "c": told(0.5)}) == told(0.7)
    found = {level: {"early": told(0.5), "late": told(0.5)} for level in LEVELS}
    found[LEVELS[0]]["early"], found[LEVELS[1]]["late"] = told(0.9), told(0.7)
    # .7 at the first level, by the other judge; .5 at the second: three quarters of the way.
    assert sigma_star(found).value == pytest.approx(LEVELS[1] * 2**0.75)


@pytest.fixture
def three_rungs(monkeypatch):
    """Without the trees, which take longest."""
    ladder = [judge for judge in LADDER if judge.name != "trees"]
    monkeypatch.setattr(noise_threshold, "under_noise", partial(under_noise, ladder=ladder))


@pytest.fixture(scope="module")
def few(measured):
    return {name: sample.take(slice(60)) for name, sample in measured.items()}


@pytest.mark.usefixtures("three_rungs")
@pytest.mark.parametrize(("name", "seed"), [("blurred", 1), ("noise", 2)])
def test_bisection_finds_what_the_full_sweep_finds(name, seed, few):
    swept = sigma_star(dict(sweep(few["real"], few[name], seed)))
    assert quick_sigma_star(few["real"], few[name], seed) == swept.value
    assert swept.low <= swept.value <= swept.high


def test_bisection_asks_few_levels(monkeypatch, few):
    asked = []

    def scripted(real, generated, seed, level, ladder):
        asked.append(level)
        return {"only": told(0.9 if level < 0.03 else 0.5)}

    monkeypatch.setattr(noise_threshold, "under_noise", scripted)
    # .9 at .016, .5 at .032: .35 / .4 of the way.
    assert quick_sigma_star(few["real"], few["fresh"], 1) == pytest.approx(0.016 * 2**0.875)
    assert len(set(asked)) <= 7  # both ends, and log2 of 17


def test_a_sweep_has_all_levels_in_order_on_any_map(monkeypatch, few):
    def backwards(work, items):
        return reversed([work(item) for item in reversed(list(items))])

    monkeypatch.setattr(noise_threshold, "under_noise", lambda *given, **_ladder: given)
    expected = {level: (few["real"], few["blurred"], 9, level) for level in LEVELS}
    for how in (map, backwards):
        found = dict(sweep(few["real"], few["blurred"], 9, each=how))
        assert list(found) == list(LEVELS)
        assert found == expected


@pytest.mark.parametrize("level", [0.0, 0.25])
def test_judges_see_both_sides_with_noise_of_that_size(law, level, few):
    judge = LADDER[0]
    rng = np.random.default_rng([4, 0])
    sides = [few[name].waves + level * rng.standard_normal((60, 50)) for name in ("real", "blurred")]
    shown = [exhibits(measure(law, waves)) for waves in sides]
    expected = cross_fitted(judge, *shown, np.random.default_rng([4, 1]))
    assert under_noise(few["real"], few["blurred"], 4, level, ladder=[judge]) == {"logistic": expected}


def test_all_judges_of_the_ladder_are_asked(few):
    found = under_noise(few["real"], few["noise"], 1, 0.01)
    assert list(found) == [judge.name for judge in LADDER]
    assert all(verdict.asked == 120 for verdict in found.values())
    assert found["logistic"] == under_noise(few["real"], few["noise"], 1, 0.01, ladder=[LADDER[0]])["logistic"]
    assert LADDER[0].train is logistic


@pytest.mark.usefixtures("three_rungs")
@pytest.mark.parametrize("rms", [0.003, 0.01])
def test_white_noise_of_known_rms_takes_about_4_and_a_half_times_as_much_to_hide(law, rms, measured):
    # With 400 waves a side; fewer waves are told less well, and need less noise.
    noisy = measured["fresh"].waves + rms * np.random.default_rng(44).standard_normal((400, 50))
    generated = measure(law, noisy.astype(np.float32))
    assert 4.5 / 2 < quick_sigma_star(measured["real"], generated, 0) / rms < 4.5 * 2


@pytest.mark.usefixtures("three_rungs")
def test_real_waves_need_no_noise(measured):
    assert quick_sigma_star(measured["real"], measured["fresh"], 0) == 0.0
