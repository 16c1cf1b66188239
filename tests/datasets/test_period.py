"""After how many points a record repeats itself."""

import numpy as np
import pytest

from sinegan.datasets.period import period

TIME = np.arange(6_000)


@pytest.mark.parametrize("points", [10, 63, 144, 350])
def test_a_sine_in_noise_and_on_a_slope_repeats_after_its_period(points: int) -> None:
    noise = np.random.default_rng(1).normal(0, 0.3, len(TIME))
    found = period(np.sin(2 * np.pi * TIME / points) + noise + TIME / 500)
    assert found is not None
    assert found.points == pytest.approx(points, rel=0.02)
    assert found.correlation > 0.7


def test_a_week_of_days_repeats_after_a_day() -> None:
    day, week = np.sin(2 * np.pi * TIME / 48), np.sin(2 * np.pi * TIME / 336)
    found = period(day + 0.4 * week)
    assert found is not None
    assert found.points == pytest.approx(48, abs=1)


def test_the_clearest_channel_counts() -> None:
    rng = np.random.default_rng(2)
    found = period(np.stack([rng.normal(size=len(TIME)), np.sin(TIME / 5), np.zeros(len(TIME))], axis=1))
    assert found is not None
    assert (found.points, found.channel) == (31, 1)


def test_what_does_not_repeat_has_no_period() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        assert period(rng.normal(size=5_000)) is None
        assert period(rng.normal(size=5_000).cumsum()) is None
    assert period(np.ones(1_000)) is None
    assert period(np.arange(3_000.0)) is None
    assert period(np.sin(2 * np.pi * np.arange(1_500) / 100)) is None, "fifteen times"


@pytest.mark.parametrize("n", [1, 2, 5, 9, 47])
def test_short_records_have_none(n: int) -> None:
    assert period(np.sin(np.arange(float(n)))) is None
