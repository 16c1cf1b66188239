"""Scaling by all values, by channel and by point, and back."""

import numpy as np
import pytest
from pydantic import ValidationError

from sinegan.waves.scaling import Kind, Scaling, fitted_if_needed

SERIES = np.random.default_rng(1).normal(50, 10, (200, 12, 2)) * [1, 0.01]
EACH = pytest.mark.parametrize("kind", ["global", "per_channel", "per_point"])


@EACH
@pytest.mark.parametrize("series", [SERIES, SERIES[..., 0]], ids=["channels", "one channel"])
def test_scaled_series_fill_the_range_and_are_restored(kind: Kind, series: np.ndarray) -> None:
    scaling = Scaling.fit(series, kind)
    scaled = scaling.apply(series)
    assert scaled.dtype == np.float32
    assert (scaled.min(), scaled.max()) == (pytest.approx(0, abs=1e-6), pytest.approx(1, abs=1e-6))
    np.testing.assert_allclose(scaling.undo(scaled), series, atol=2e-5)


def test_each_channel_fills_the_range() -> None:
    scaled = Scaling.fit(SERIES, "per_channel").apply(SERIES)
    np.testing.assert_allclose(scaled.min(axis=(0, 1)), 0, atol=1e-6)
    np.testing.assert_allclose(scaled.max(axis=(0, 1)), 1, atol=1e-6)
    assert Scaling.fit(SERIES[..., 0], "per_channel") == Scaling.fit(SERIES[..., 0])


def test_each_point_has_the_same_mean_and_standard_deviation() -> None:
    scaled = Scaling.fit(SERIES * np.arange(1, 13)[:, None], "per_point").apply(SERIES * np.arange(1, 13)[:, None])
    assert np.ptp(scaled.mean(axis=0)) < 1e-5
    assert np.ptp(scaled.std(axis=0)) < 1e-5


def test_what_is_constant_lies_inside_the_range() -> None:
    series = SERIES.copy()
    series[:, 0] = 7  # a fixed start
    scaled = Scaling.fit(series, "per_point").apply(series)
    assert np.ptp(scaled[:, 0], axis=0).max() == 0
    assert 0 < scaled[:, 0].min() <= scaled[:, 0].max() < 1
    series[..., 1] = 7
    np.testing.assert_allclose(Scaling.fit(series, "per_channel").apply(series)[..., 1], 0.5)


@EACH
def test_equal_values_are_refused(kind: Kind) -> None:
    with pytest.raises(ValidationError, match="all values of the waves are equal; there is nothing to learn"):
        Scaling.fit(np.ones((9, 12, 2)), kind)


@EACH
def test_a_scaling_survives_json(kind: Kind) -> None:
    scaling = Scaling.fit(SERIES, kind)
    assert Scaling.model_validate(scaling.model_dump()) == scaling
    assert Scaling.from_arrays(*scaling.arrays) == scaling


@pytest.mark.parametrize(
    ("low", "high"), [([0.0], 1.0), ([0.0], [1.0, 2.0]), ([[0.0], [0.0, 1.0]], [[1.0], [1.0, 2.0]]), (1e31, 1e32)]
)
def test_what_is_no_scaling_is_refused(low: object, high: object) -> None:
    with pytest.raises(ValidationError):
        Scaling.model_validate({"low": low, "high": high})


def test_series_in_0_to_1_are_scaled_only_if_asked() -> None:
    inside = np.array([[0.0, 0.5], [0.25, 1.0]])
    assert fitted_if_needed(inside, None) is None
    assert fitted_if_needed(inside, "global") == Scaling.fit(inside)
    assert fitted_if_needed(2 * inside, None) == Scaling.fit(2 * inside)
