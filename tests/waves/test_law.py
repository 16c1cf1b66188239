"""The law: its distributions, and the parameters that it refuses."""

import re
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from sinegan.waves.law import TURN, Law, Range, frequency_cdf, phase_cdf
from sinegan.waves.options import Waves

# U(0, 100) is 15.915 turns: 15 whole ones and a remainder of 100 - 15 * 2 pi = 5.7522 radians.
REMAINDER = 5.752220392306207

LAW: dict[str, Any] = {
    "n_points": 50,
    "step": 0.1,
    "offset": {"low": 0.0, "high": 100.0},
    "multiplier": {"low": 1.0, "high": 2.0},
}
WAVES: dict[str, Any] = LAW | {"n_pool": 100, "n_test": 100, "n_reference": 100, "seed": 0}


def with_offset(low: float, high: float) -> Law:
    return Law.model_validate(LAW | {"offset": {"low": low, "high": high}})


def test_points_lie_a_step_apart_from_zero(law):
    np.testing.assert_allclose(law.x[[0, 1, 49]], [0.0, 0.1, 4.9])
    assert law.x.shape == (50,)


def test_frequency_cdf_is_that_of_a_uniform_on_1_to_2(law):
    points = np.array([0.5, 1.0, 1.25, 2.0, 3.0])
    np.testing.assert_allclose(frequency_cdf(law, points), [0.0, 0.0, 0.25, 1.0, 1.0], atol=1e-15)


def test_frequency_cdf_of_a_range_three_wide(law):
    wide = Law.model_validate(LAW | {"multiplier": {"low": 1.0, "high": 4.0}})
    np.testing.assert_allclose(frequency_cdf(wide, np.array([1.5, 2.5])), [1 / 6, 1 / 2])


def test_phase_cdf_by_hand(law):
    # Up to the remainder, offsets cover each phase 16 times: F(p) = 16 p / 100; beyond it 15 times.
    points = np.array([np.pi, REMAINDER, 6.0])
    expected = [
        0.16 * np.pi,
        0.16 * REMAINDER,
        0.16 * REMAINDER + 0.15 * (6.0 - REMAINDER),
    ]  # 0.50265, 0.92036, 0.95752
    np.testing.assert_allclose(phase_cdf(law, points), expected, rtol=1e-12)


def test_phases_below_the_remainder_are_covered_16_times_and_those_above_15_times(law):
    below, above = (
        np.diff(phase_cdf(law, np.array(ends)))[0]
        for ends in ([REMAINDER - 0.1, REMAINDER], [REMAINDER, REMAINDER + 0.1])
    )
    assert below / above == pytest.approx(16 / 15)


@pytest.mark.parametrize(("low", "high"), [(0.0, 100.0), (3.0, 50.0), (-20.0, -1.0), (1.0, 2.0)])
def test_phase_cdf_runs_from_0_to_1(low, high):
    ends = phase_cdf(with_offset(low, high), np.array([-1.0, 0.0, TURN, 7.0]))
    np.testing.assert_allclose(ends, [0.0, 0.0, 1.0, 1.0], atol=1e-14)


def test_phase_cdf_of_whole_turns_is_uniform():
    points = np.linspace(0, TURN, 11)
    np.testing.assert_allclose(phase_cdf(with_offset(1.0, 1.0 + 3 * TURN), points), points / TURN, atol=1e-14)


def test_phase_cdf_of_a_range_about_zero():
    # U(-1, 1) modulo one turn: half of it in [0, 1], the other half in [2 pi - 1, 2 pi].
    points = np.array([0.5, 1.0, 3.0, TURN - 0.5])
    np.testing.assert_allclose(phase_cdf(with_offset(-1.0, 1.0), points), [0.25, 0.5, 0.5, 0.75], atol=1e-14)


@pytest.mark.parametrize(("low", "high"), [(0.0, 100.0), (-7.0, 4.0), (2.0, 11.0)])
def test_phase_cdf_agrees_with_evenly_spaced_offsets(low, high):
    n = 100_000
    phases = np.sort(np.mod(low + (high - low) * (np.arange(n) + 0.5) / n, TURN))
    points = np.linspace(0, TURN, 101)
    # Offsets cover each phase range at most 17 times, each time with an error of at most one of the n offsets.
    np.testing.assert_allclose(
        phase_cdf(with_offset(low, high), points), np.searchsorted(phases, points) / n, atol=17 / n
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"low": 1.0, "high": 1.0}, "low (1.0) must be below high (1.0)"),
        ({"low": 2.0, "high": 1.0}, "low (2.0) must be below high (1.0)"),
        ({"low": -10_001.0, "high": 1.0}, "low\n  Input should be greater than or equal to -10000"),
        ({"low": 0.0, "high": 10_001.0}, "high\n  Input should be less than or equal to 10000"),
        ({"low": float("nan"), "high": 1.0}, "low\n  Input should be a finite number"),
        ({"low": 0.0, "high": "1"}, "high\n  Input should be a valid number"),
        ({"low": 0.0}, "high\n  Field required"),
        ({"low": 0.0, "high": 1.0, "mean": 0.5}, "mean\n  Extra inputs are not permitted"),
    ],
)
def test_range_refuses(fields, message):
    with pytest.raises(ValidationError, match=re.escape(message)):
        Range.model_validate(fields)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n_points": 7}, "n_points\n  Input should be greater than or equal to 8"),
        ({"n_points": 4097}, "n_points\n  Input should be less than or equal to 4096"),
        ({"n_points": 50.0}, "n_points\n  Input should be a valid integer"),
        ({"step": 0.0}, "step\n  Input should be greater than 0"),
        ({"step": 100.5}, "step\n  Input should be less than or equal to 100"),
        ({"step": float("inf")}, "step\n  Input should be a finite number"),
        ({"amplitude": 0.5}, "amplitude\n  Extra inputs are not permitted"),
        ({"offset": {"low": 2.0, "high": 1.0}}, "offset\n  Value error, low (2.0) must be below high (1.0)"),
        ({"multiplier": {"low": 0.0, "high": 2.0}}, "multiplier.low (0.0) must be positive"),
        ({"multiplier": {"low": 1.0, "high": 31.5}}, "multiplier.high * step = 3.15 must stay below pi"),
        ({"step": 1.0, "multiplier": {"low": 1.0, "high": np.pi}}, "multiplier.high * step = 3.142 must stay below pi"),
        # 16 points span 1.5 radians at multiplier 1, a quarter of a cycle is 1.571.
        ({"n_points": 16}, "16 points hold less than a quarter of a cycle at multiplier.low = 1.0"),
    ],
)
def test_law_refuses(change, message):
    with pytest.raises(ValidationError, match=re.escape(message)):
        Law.model_validate(LAW | change)


@pytest.mark.parametrize("change", [{"n_points": 17}, {"multiplier": {"low": 1.0, "high": 31.4}}, {"step": 1}])
def test_law_accepts_values_just_inside_the_limits(change):
    assert Law.model_validate(LAW | change).model_dump().items() >= change.items()


def test_law_cannot_be_changed(law):
    with pytest.raises(ValidationError, match="Instance is frozen"):
        law.step = 0.2


@pytest.mark.parametrize("name", ["n_pool", "n_test", "n_reference"])
@pytest.mark.parametrize(("size", "message"), [(99, "greater than or equal to 100"), (10_000_001, "equal to 10000000")])
def test_waves_refuse_a_set_size(name, size, message):
    with pytest.raises(ValidationError, match=f"{name}\n  Input should be .*{message}"):
        Waves.model_validate(WAVES | {name: size})


@pytest.mark.parametrize(("seed", "message"), [(-1, "greater than or equal to 0"), (2**31, "less than 2147483648")])
def test_waves_refuse_a_seed(seed, message):
    with pytest.raises(ValidationError, match=f"seed\n  Input should be {message}"):
        Waves.model_validate(WAVES | {"seed": seed})


def test_waves_hold_at_most_half_a_billion_values():
    # 10 million waves of 50 points are exactly that many.
    assert Waves.model_validate(WAVES | {"n_pool": 9_999_800}).n_pool == 9_999_800
    size = "10000001 waves of 50 points are 500,000,050 values"
    message = f"{size}; at most 500,000,000 (2 GB) are allowed: lower n_pool or n_points"
    with pytest.raises(ValidationError, match=re.escape(message)):
        Waves.model_validate(WAVES | {"n_pool": 9_999_801})
