"""The columns of the leaderboard, by hand."""

import math

import pytest

from sinegan.benchmark.columns import MEMORIZATION, RANKED, copied
from tests.benchmark.rows import row

BY_NAME = {column.name: column for column in RANKED}


def test_there_are_five() -> None:
    assert list(BY_NAME) == ["sinad_db", "valid_fraction", "grid_coverage", "ks_max", "noise_threshold"]


def test_the_larger_distance_of_each_seed_counts() -> None:
    mixed = row(ks_frequency=[0.1, 0.2, 0.3], ks_phase=[0.4, 0.1, 0.2])
    assert BY_NAME["ks_max"].values(mixed) == [0.4, 0.2, 0.3]
    value = BY_NAME["ks_max"].of_seed(mixed.seeds[0])
    assert (value.low, value.high) == pytest.approx((0.399, 0.402)), "with its own interval"


def test_a_seed_without_a_value_has_no_number() -> None:
    partly = row(ks_frequency=[None, 0.2, 0.3], ks_phase=0.1)
    assert BY_NAME["ks_max"].values(partly) == [0.2, 0.3]
    assert BY_NAME["sinad_db"].shortfall(row(sinad_db=[None, None, None])) == math.inf


@pytest.mark.parametrize(
    ("name", "scores", "shortfall"),
    [
        ("sinad_db", {"sinad_db": [10.0, 50.0, 60.0]}, 60.0),  # real waves: 110, always
        ("valid_fraction", {"valid_fraction": 0.75}, 0.25),
        ("noise_threshold", {"noise_threshold": [0.5, 0.1, 0.2]}, 0.2),
        ("ks_max", {"ks_frequency": 0.1101072}, 0.1),
        ("ks_max", {"ks_frequency": 0.022}, 0.0),  # less than five standard deviations above the mean
        ("ks_max", {"ks_frequency": 0.024}, 0.0138928),
        ("ks_max", {"ks_frequency": 0.001, "ks_phase": 0.001}, 0.0),  # better than real waves is no better
    ],
)
def test_the_shortfall_is_from_real_waves(name: str, scores, shortfall: float) -> None:
    assert BY_NAME[name].shortfall(row(**scores)) == pytest.approx(shortfall)


def test_copies_are_named_by_seed() -> None:
    one_copies = row(memorization=[0.5, 0.53, 0.55])
    assert copied(one_copies) == ["seed-2"]
    assert MEMORIZATION.is_flagged(one_copies)


def test_waves_far_from_all_real_ones_are_no_copies() -> None:
    far = row(memorization=0.0)
    assert copied(far) == []
    assert not MEMORIZATION.is_flagged(far)


def test_what_falls_short_is_flagged() -> None:
    poor = row(sinad_db=20.0)
    assert [column.name for column in RANKED if column.is_flagged(poor)] == ["sinad_db"]
