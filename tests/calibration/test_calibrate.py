"""Floors and faults by hand, whatever the order of computing."""

from dataclasses import replace

import numpy as np
import pytest

from sinegan.calibration import calibrate as calibration
from sinegan.calibration.calibrate import Bench, calibrate, candidates
from sinegan.calibration.corruption_grid import IMPAIRMENTS, Impairment
from sinegan.calibration.corruptions import Drawn
from sinegan.calibration.options import Calibrate
from sinegan.classifiers import c2st, noise_threshold
from sinegan.classifiers.models import LADDER
from sinegan.measurement.sample import measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.floors import Calibration
from sinegan.metrics.suite import METRICS
from sinegan.metrics.suite import evaluate as scores_of
from sinegan.runtime.thread_map import each
from sinegan.waves.draw import draw

OPTIONS = Calibrate(
    n_waves=200, n_few=100, n_judged=60, judge_repeats=3, floor_repeats=4, judge_floor_repeats=3, seed=5
)
SHOWN = ("none", "white noise", "one wave repeated")
N_CANDIDATES = 1 + 4 + 4 + 4  # without fault; two faults of four strengths; fresh draws
JUDGED = {
    *(f"judge_60/{judge.name}_{kind}" for judge in LADDER for kind in ("accuracy", "auc")),
    *("judge_60/strongest_accuracy", "judge_60/sigma_star"),
}


def queue(**changes):
    return candidates(OPTIONS.model_copy(update=changes), impaired=True)


def backwards(work, items):
    """As ``map``, but computing the last first."""
    items = list(items)
    return reversed([work(item) for item in reversed(items)])


@pytest.fixture(scope="module")
def three_faults():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calibration, "IMPAIRMENTS", tuple(fault for fault in IMPAIRMENTS if fault.name in SHOWN))
        yield


@pytest.fixture(scope="module")
def training(law):
    return draw(law, 300, np.random.default_rng(51)).waves


@pytest.fixture(scope="module")
def calibrated(three_faults, quick_ladder, law, two_draws, training):
    """A calibration, as computed by ``each`` and reported to ``report``."""

    def found(options=OPTIONS, **how):
        return calibrate(law, two_draws[0], two_draws[1], training, options, ladder=quick_ladder, **how)

    return found


@pytest.fixture(scope="module")
def plain(calibrated):
    return calibrated()


@pytest.fixture(scope="module")
def bench(quick_ladder, law, two_draws, training):
    real = measure(law, two_draws[0], n_few=100, training=training)
    return Bench(real, OPTIONS.sizes, OPTIONS.seed, training.astype(np.float64), quick_ladder)


@pytest.mark.parametrize(("repeats", "judged"), [(4, 3), (3, 3), (3, 5)])
def test_candidates_are_all_faults_in_all_strengths_and_all_repeats(repeats, judged):
    options = OPTIONS.model_copy(update={"floor_repeats": repeats, "judge_floor_repeats": judged})
    found = candidates(options, impaired=True)
    faults = [(fault.name, strength) for fault in IMPAIRMENTS for strength in fault.strengths]
    listed = [(c.impairment.name, c.strength) for c in sorted(found, key=lambda c: c.stream) if c.impairment]
    assert listed == faults
    real = [c for c in found if c.impairment is None]
    assert len(real) == max(repeats, judged)
    assert sum(c.judged for c in real) == judged
    assert sorted(c.stream for c in found) == list(range(len(found)))


def test_judges_are_shown_the_strongest_of_each_fault_and_first():
    found = queue()
    judged = [c for c in found if c.judged and c.impairment]
    assert {c.impairment.name: c.strength for c in judged} == {fault.name: fault.strengths[-1] for fault in IMPAIRMENTS}
    assert len(judged) == len(IMPAIRMENTS)
    assert [c.judged for c in found] == sorted((c.judged for c in found), reverse=True)


def test_more_repeats_leave_the_streams_of_the_others_alone():
    few, more = ({c.stream: c[:3] for c in queue(floor_repeats=n)} for n in (4, 9))
    assert few.items() <= more.items()


def test_every_score_has_a_floor(plain, law):
    keys = {metric.key(measure(law, draw(law, 100, np.random.default_rng(1)).waves)) for metric in METRICS}
    assert "sample_100/coverage" in keys
    assert set(plain.floors) == keys | JUDGED


def test_floors_are_mean_and_deviation_over_the_fresh_draws(plain, bench, three_faults):
    rows = [bench.score(c) for c in sorted(queue(), key=lambda c: c.stream) if c.impairment is None]
    assert [bool(JUDGED & set(row)) for row in rows] == [True, True, True, False]
    for key, floor in plain.floors.items():
        values = [row[key] for row in rows if key in row]
        assert floor.repeats == len(values) == (3 if key in JUDGED else 4)
        middle = sum(values) / len(values)
        spread = np.sqrt(sum((value - middle) ** 2 for value in values) / (len(values) - 1))
        assert (floor.mean, floor.sd) == pytest.approx((middle, spread), rel=1e-6, abs=1e-9)


def test_faults_are_listed_weak_to_strong_with_their_scores(plain, bench, three_faults):
    faults = [fault for fault in IMPAIRMENTS if fault.name in SHOWN]
    strongest = {fault.name: fault.strengths[-1] for fault in faults}
    listed = [(row.name, row.unit, row.strength) for row in plain.impaired]
    assert listed == [(fault.name, fault.unit, strength) for fault in faults for strength in fault.strengths]
    for row, candidate in zip(plain.impaired, sorted(queue(), key=lambda c: c.stream), strict=False):
        expected = bench.score(candidate)
        assert bool(JUDGED & set(row.scores)) == (row.strength == strongest[row.name])
        assert row.scores == {key: pytest.approx(value, rel=1e-6) for key, value in expected.items()}


def test_distances_are_those_of_the_written_values_from_the_written_floors(plain):
    found = [
        (far, plain.floors[key].distance(row.scores[key]))
        for row in plain.impaired
        for key, far in row.distances.items()
    ]
    assert all(far == expected or (far is None and np.isinf(expected)) for far, expected in found)
    assert {far is None for far, _ in found} == {True, False}
    assert all(set(row.distances) == set(row.scores) for row in plain.impaired)


def test_a_known_fault_shows_in_its_scores(plain):
    noisy, collapsed = plain.anchor("white noise", 0.05), plain.anchor("one wave repeated", 1.0)
    # .05 against an amplitude of .5: 20 log10(.5 / sqrt 2 / .05) = 17 dB, less what the fit takes away.
    assert noisy["quality/reference_sinad_median"] == pytest.approx(17, abs=0.5)
    assert collapsed["variety/spread_per_point"] == pytest.approx(0, abs=1e-6)
    assert collapsed["law/coverage"] == 1 / 400
    clean = plain.anchor("none", 0.0)
    assert clean["quality/valid_share"] == plain.floors["quality/valid_share"].mean == 1.0
    assert set(clean) == set(plain.floors)


@pytest.mark.parametrize("how", [backwards, each], ids=["backwards", "threads"])
def test_the_order_of_computing_does_not_matter(how, calibrated, plain):
    assert calibrated(each=how) == plain


def test_progress_counts_the_candidates(calibrated, three_faults):
    told = []
    calibrated(each=lambda _, items: ({"a/b": 1.0} for _ in items), report=lambda done, _: told.append(done))
    assert told == list(range(1, N_CANDIDATES + 1))
    assert len(queue()) == N_CANDIDATES


def test_it_knows_its_law_and_sizes(plain, law):
    assert plain.fits(law, OPTIONS.sizes, plain.floors)


def test_it_comes_back_from_its_numbers(plain):
    assert Calibration.model_validate(plain.model_dump()) == plain
    assert Calibration.model_validate_json(plain.model_dump_json()) == plain


def test_numbers_have_eight_digits(plain):
    for floor in plain.floors.values():
        assert floor.mean == float(f"{floor.mean:.8g}")
        assert floor.sd == float(f"{floor.sd:.8g}")


def test_where_real_waves_have_no_value_there_is_no_floor(calibrated):
    values = iter([{"a/b": 0.5, "a/c": 1.0}, {"a/b": None, "a/c": 3.0}] * N_CANDIDATES)
    found = calibrated(each=lambda _, items: (next(values) for _ in items))
    assert found.floors["a/b"].model_dump() == {"mean": None, "sd": None, "repeats": 4}
    # 1, 3, 1, 3 about 2: four squares of 1, over 3.
    assert found.floors["a/c"].model_dump() == {"mean": 2.0, "sd": pytest.approx(np.sqrt(4 / 3)), "repeats": 4}


@pytest.fixture(scope="module")
def note(bench):
    """Scores a candidate whose fault leaves a note of what it was given."""

    def noted(**changes):
        given = []

        def apply(drawn, strength):
            given.append((drawn, strength))
            return drawn.waves + strength

        candidate = calibration.Candidate(Impairment("noted", "", (0.25,), apply), 0.25, False, 77)
        values = replace(bench, **changes).score(candidate)
        return given[0], values

    return noted


def test_a_fault_is_given_a_fresh_draw_of_the_law_and_the_training_waves(note, training, law):
    (drawn, strength), values = note()
    assert strength == 0.25
    assert isinstance(drawn, Drawn)
    assert (drawn.law, len(drawn.offset), len(drawn.multiplier)) == (law, 200, 200)
    np.testing.assert_array_equal(drawn.training, training)
    assert values["quality/centre_error"] == pytest.approx(0.25, abs=1e-6)
    assert not JUDGED & set(values)


def test_each_stream_is_its_own_draw(bench, note):
    (first, _), _ = note()
    (again, _), _ = note()
    (other, _), _ = note(seed=6)
    np.testing.assert_array_equal(first.offset, again.offset)
    assert not np.array_equal(first.offset, other.offset)


def test_waves_are_scored_in_float32_as_generated_ones_are(bench):
    # In float64 they would be better sines than the real ones.
    perfect = calibration.Candidate(None, 0.0, False, 1)
    values = bench.score(perfect)
    rng = np.random.default_rng([5, 1])
    fresh = draw(bench.real.law, 200, rng).waves
    assert values == scores_of(Comparison(bench.real, measure(bench.real.law, fresh, n_few=100)))


def test_a_judged_candidate_is_shown_to_the_whole_ladder(law, two_draws, training):
    # The ladder itself, as `suite` and `resolution` have it.
    real = measure(law, two_draws[0], n_few=100, training=training)
    options = OPTIONS.model_copy(update={"judge_repeats": 1})
    noise = next(fault for fault in IMPAIRMENTS if fault.name == "white noise")
    values = Bench(real, options.sizes, options.seed, training.astype(np.float64), LADDER).score(
        calibration.Candidate(noise, 0.05, True, 12)
    )
    rng = np.random.default_rng([5, 12])
    fresh = draw(law, 200, rng)
    noisy = noise.apply(Drawn(law, fresh.offset, fresh.multiplier, training, rng), 0.05).astype(np.float32)
    sample = measure(law, noisy, n_few=100)
    found = c2st.verdicts(real, sample, 12, n=60, repeats=1, ladder=LADDER)
    sigma = noise_threshold.quick_sigma_star(real.take(slice(60)), sample.take(slice(60)), 12)
    assert values["judge_60/oracle_accuracy"] == found["oracle"].accuracy.value > 0.9
    assert values["judge_60/trees_auc"] == found["trees"].ranking.value
    assert values["judge_60/strongest_accuracy"] == max(found[judge.name].accuracy.value for judge in LADDER)
    assert values["judge_60/sigma_star"] == sigma > 0
    assert set(values) >= JUDGED
