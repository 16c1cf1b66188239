"""Sets of waves as named arrays: round trips, and error messages for invalid arrays."""

import re

import numpy as np
import pytest

from sinegan.waves.checked_arrays import BadWavesError
from sinegan.waves.dataset import WaveDataset, from_arrays, to_arrays
from sinegan.waves.draw import draw

NAMES = ("test", "reference")


@pytest.fixture
def data(law, rng):
    return WaveDataset(law, {"test": draw(law, 20, rng), "reference": draw(law, 30, rng)})


def with_value(array: np.ndarray, place: tuple[int, ...], value: float) -> np.ndarray:
    copy = array.copy()
    copy[place] = value
    return copy


def assert_refused(arrays: dict[str, np.ndarray], message: str) -> None:
    with pytest.raises(BadWavesError, match=re.escape(message)):
        from_arrays(arrays, NAMES)


def test_a_dataset_survives_a_round_trip(data):
    back = from_arrays(to_arrays(data), NAMES)
    assert back.grid == data.grid
    assert tuple(back.sets) == NAMES
    for name, drawn in data.sets.items():
        for field, values in vars(drawn).items():
            np.testing.assert_array_equal(vars(back.sets[name])[field], values, strict=True)


def test_arrays_are_named_and_numeric(data):
    arrays = to_arrays(data)
    kinds = {key: (array.dtype.name, array.shape) for key, array in arrays.items()}
    assert kinds == {
        "step": ("float64", ()),
        "offset_range": ("float64", (2,)),
        "multiplier_range": ("float64", (2,)),
        "test": ("float32", (20, 50)),
        "test_offset": ("float64", (20,)),
        "test_multiplier": ("float64", (20,)),
        "reference": ("float32", (30, 50)),
        "reference_offset": ("float64", (30,)),
        "reference_multiplier": ("float64", (30,)),
    }


def test_only_the_named_sets_are_read(data):
    arrays = to_arrays(data) | {"reference": np.zeros(3)}
    assert tuple(from_arrays(arrays, ("test",)).sets) == ("test",)


@pytest.mark.parametrize("key", ["step", "offset_range", "multiplier_range", "test", "test_offset", "test_multiplier"])
def test_a_missing_array_is_reported(data, key):
    arrays = to_arrays(data)
    del arrays[key]
    assert_refused(arrays, f"array '{key}' is missing; found {sorted(arrays)}")


@pytest.mark.parametrize(
    ("key", "replacement", "message"),
    [
        ("test", np.zeros((20, 50)), "array 'test' is float64 (20, 50); expected float32 (n, n)"),
        ("test", np.zeros(20, np.float32), "array 'test' is float32 (20,); expected float32 (n, n)"),
        ("test", np.zeros((0, 50), np.float32), "array 'test' is float32 (0, 50); expected float32 (n, n)"),
        ("test_offset", np.zeros(20, np.float32), "array 'test_offset' is float32 (20,); expected float64 (20)"),
        ("test_offset", np.zeros(19), "array 'test_offset' is float64 (19,); expected float64 (20)"),
        ("test_multiplier", np.zeros((20, 1)), "array 'test_multiplier' is float64 (20, 1); expected float64 (20)"),
        ("step", np.array([0.1]), "array 'step' is float64 (1,); expected float64 ()"),
        ("step", np.array("0.1"), "array 'step' is <U3 (); expected float64 ()"),
        ("offset_range", np.zeros(3), "array 'offset_range' is float64 (3,); expected float64 (2)"),
    ],
)
def test_a_wrong_type_or_shape_is_reported(data, key, replacement, message):
    assert_refused(to_arrays(data) | {key: replacement}, message)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(("key", "place", "row"), [("test", (7, 3), 7), ("reference_offset", (4,), 4), ("step", (), 0)])
def test_nan_and_infinity_are_reported_with_their_row(data, key, place, row, value):
    arrays = to_arrays(data)
    arrays[key] = with_value(arrays[key], place, value)
    assert_refused(arrays, f"array '{key}' holds NaN or infinity (first in row {row})")


def test_the_message_has_the_file_and_a_fix(data):
    message = r"^data/waves\.npz: array 'pool' is missing; found \[.*\]; remove it and run 'dvc repro'$"
    with pytest.raises(BadWavesError, match=message):
        from_arrays(to_arrays(data), ("pool",), "data/waves.npz")


def test_without_a_file_the_message_names_the_data(data):
    with pytest.raises(BadWavesError, match=r"^the data: array 'pool' is missing"):
        from_arrays(to_arrays(data), ("pool",))


def test_a_set_may_hold_a_single_wave(law):
    data = WaveDataset(law, {"test": draw(law, 1, np.random.default_rng(0))})
    assert from_arrays(to_arrays(data), ("test",)).sets["test"].waves.shape == (1, 50)


def test_drawn_waves_need_no_scaling(data):
    waves = data.sets["test"].waves
    assert data.scaled(waves) is waves


def test_sets_of_different_lengths_are_reported(data):
    arrays = to_arrays(data)
    assert_refused(
        arrays | {"test": arrays["test"][:, :40]}, "sets of different shapes: {'test': (40,), 'reference': (50,)}"
    )


@pytest.mark.parametrize(
    ("key", "replacement", "message"),
    [
        ("step", np.array(2.0), "multiplier.high * step = 4 must stay below pi"),
        ("step", np.array(-0.1), "Input should be greater than 0"),
        ("offset_range", np.array([5.0, 5.0]), "low (5.0) must be below high (5.0)"),
        ("multiplier_range", np.array([0.0, 2.0]), "multiplier.low (0.0) must be positive"),
    ],
)
def test_an_impossible_distribution_is_reported(data, key, replacement, message):
    with pytest.raises(BadWavesError, match=f"an impossible distribution: .*{re.escape(message)}"):
        from_arrays(to_arrays(data) | {key: replacement}, NAMES)
