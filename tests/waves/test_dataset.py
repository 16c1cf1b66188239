"""Records of waves as named arrays: there and back, and every fault told."""

import re

import numpy as np
import pytest

from sinegan.waves.dataset import BadWavesError, Record, from_arrays, to_arrays
from sinegan.waves.draw import draw

NAMES = ("test", "reference")


@pytest.fixture
def record(law, rng):
    return Record(law, {"test": draw(law, 20, rng), "reference": draw(law, 30, rng)})


def poisoned(array: np.ndarray, place: tuple[int, ...], value: float) -> np.ndarray:
    copy = array.copy()
    copy[place] = value
    return copy


def assert_refused(arrays: dict[str, np.ndarray], message: str) -> None:
    with pytest.raises(BadWavesError, match=re.escape(message)):
        from_arrays(arrays, NAMES)


def test_a_record_comes_back_as_it_was(record):
    back = from_arrays(to_arrays(record), NAMES)
    assert back.axis == record.axis
    assert tuple(back.sets) == NAMES
    for name, drawn in record.sets.items():
        for field, values in vars(drawn).items():
            np.testing.assert_array_equal(vars(back.sets[name])[field], values, strict=True)


def test_arrays_are_named_and_numeric(record):
    arrays = to_arrays(record)
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


def test_only_the_named_sets_are_read(record):
    arrays = to_arrays(record) | {"reference": np.zeros(3)}
    assert tuple(from_arrays(arrays, ("test",)).sets) == ("test",)


@pytest.mark.parametrize("key", ["step", "offset_range", "multiplier_range", "test", "test_offset", "test_multiplier"])
def test_a_missing_array_is_told(record, key):
    arrays = to_arrays(record)
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
def test_a_wrong_type_or_shape_is_told(record, key, replacement, message):
    assert_refused(to_arrays(record) | {key: replacement}, message)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(("key", "place", "row"), [("test", (7, 3), 7), ("reference_offset", (4,), 4), ("step", (), 0)])
def test_nan_and_infinity_are_told_with_their_row(record, key, place, row, value):
    arrays = to_arrays(record)
    arrays[key] = poisoned(arrays[key], place, value)
    assert_refused(arrays, f"array '{key}' holds NaN or infinity (first in row {row})")


def test_place_and_cure_are_told(record):
    message = r"^data/waves\.npz: array 'pool' is missing; found \[.*\]; remove it and run 'dvc repro'$"
    with pytest.raises(BadWavesError, match=message):
        from_arrays(to_arrays(record), ("pool",), "data/waves.npz")


def test_without_a_name_it_is_the_data(record):
    with pytest.raises(BadWavesError, match=r"^the data: array 'pool' is missing"):
        from_arrays(to_arrays(record), ("pool",))


def test_a_set_may_hold_a_single_wave(law):
    record = Record(law, {"test": draw(law, 1, np.random.default_rng(0))})
    assert from_arrays(to_arrays(record), ("test",)).sets["test"].waves.shape == (1, 50)


def test_drawn_waves_need_no_scaling(record):
    waves = record.sets["test"].waves
    assert record.scaled(waves) is waves


def test_sets_of_unequal_length_are_told(record):
    arrays = to_arrays(record)
    assert_refused(arrays | {"test": arrays["test"][:, :40]}, "sets of unequal length: {'test': 40, 'reference': 50}")


@pytest.mark.parametrize(
    ("key", "replacement", "message"),
    [
        ("step", np.array(2.0), "multiplier.high * step = 4 must stay below pi"),
        ("step", np.array(-0.1), "Input should be greater than 0"),
        ("offset_range", np.array([5.0, 5.0]), "low (5.0) must be below high (5.0)"),
        ("multiplier_range", np.array([0.0, 2.0]), "multiplier.low (0.0) must be positive"),
    ],
)
def test_an_impossible_law_is_told(record, key, replacement, message):
    with pytest.raises(BadWavesError, match=f"an impossible law: .*{re.escape(message)}"):
        from_arrays(to_arrays(record) | {key: replacement}, NAMES)
