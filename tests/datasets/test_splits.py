"""Waves of a user's file: split, scaled, or refused."""

import re

import numpy as np
import pytest

from sinegan.datasets import splits
from sinegan.waves.checked_arrays import BadWavesError
from sinegan.waves.dataset import from_arrays, to_arrays
from sinegan.waves.draw import DrawnWaves
from sinegan.waves.law import SamplingGrid
from sinegan.waves.options import Waves

NAMES = ("pool", "test", "reference")


@pytest.fixture
def params(law) -> Waves:
    sizes = {f"n_{name}": 10_000 for name in NAMES}
    return Waves(
        **law.model_dump() | {"offset": law.offset, "multiplier": law.multiplier}, **sizes, seed=3, source=None
    )


@pytest.fixture
def user_waves(rng: np.random.Generator) -> np.ndarray:
    """1000 waves of 30 points between about -40 and 160."""
    return rng.normal(60, 20, (1_000, 30))


def test_drawn_waves_are_not_scaled(params: Waves) -> None:
    small = params.model_copy(update={f"n_{name}": 100 for name in NAMES})
    data = splits.make_dataset(small, None)
    assert data.grid == params.law
    assert data.scaling is None
    assert all(isinstance(wave_set, DrawnWaves) for wave_set in data.sets.values())


def test_each_wave_goes_to_one_set(params: Waves, user_waves: np.ndarray) -> None:
    data = splits.make_dataset(params, user_waves)
    assert {name: len(wave_set.waves) for name, wave_set in data.sets.items()} == {
        "pool": 600, "test": 200, "reference": 200,
    }  # fmt: skip
    combined = np.concatenate([wave_set.waves for wave_set in data.sets.values()])
    assert len(np.unique(combined, axis=0)) == len(user_waves)
    np.testing.assert_array_equal(np.sort(combined[:, 0]), np.sort(data.scaled(user_waves)[:, 0]))


def test_only_the_pool_determines_the_scaling(params: Waves, user_waves: np.ndarray) -> None:
    data = splits.make_dataset(params, user_waves)
    assert data.scaling is not None
    assert (data.sets["pool"].waves.min(), data.sets["pool"].waves.max()) == (0.0, 1.0)
    back = data.sets["test"].waves * (data.scaling.high - data.scaling.low) + data.scaling.low
    assert np.abs(back[:, :1] - user_waves[:, 0]).min(axis=1).max() < 1e-3
    for row in range(10):
        outlier = user_waves.copy()
        outlier[row, 3] = 1_000
        sets = splits.make_dataset(params, outlier).sets
        assert sets["pool"].waves.max() == 1
        maxima = {name: float(wave_set.waves[:, 3].max()) for name, wave_set in sets.items()}
        assert (max(maxima.values()) > 1) == (maxima["pool"] < 1)


def test_the_grid_has_the_files_length_and_the_parameters_step(params: Waves, user_waves: np.ndarray) -> None:
    assert splits.make_dataset(params, user_waves).grid == SamplingGrid(n_points=30, step=0.1)


def test_no_set_gets_more_waves_than_the_parameters_allow(params: Waves, user_waves: np.ndarray) -> None:
    subset = params.model_copy(update={"n_pool": 300, "n_test": 150})
    sets = splits.make_dataset(subset, user_waves).sets
    assert (len(sets["pool"].waves), len(sets["test"].waves), len(sets["reference"].waves)) == (300, 150, 200)
    whole = splits.make_dataset(params, user_waves).sets
    assert len(sets["reference"].waves) == len(whole["reference"].waves)


def test_the_seed_determines_the_split(params: Waves, user_waves: np.ndarray) -> None:
    first, again = (splits.make_dataset(params, user_waves).sets["pool"].waves for _ in range(2))
    np.testing.assert_array_equal(first, again)
    other = splits.make_dataset(params.model_copy(update={"seed": 4}), user_waves).sets["pool"].waves
    assert not np.array_equal(first, other)


def test_a_split_dataset_survives_a_round_trip(params: Waves, user_waves: np.ndarray) -> None:
    data = splits.make_dataset(params, user_waves).only(("pool", "test"))
    arrays = to_arrays(data)
    assert sorted(arrays) == ["pool", "scaling", "step", "test"]
    back = from_arrays(arrays, ("pool", "test"))
    assert (back.grid, back.scaling) == (data.grid, data.scaling)
    for name, wave_set in data.sets.items():
        np.testing.assert_array_equal(back.sets[name].waves, wave_set.waves, strict=True)


@pytest.mark.parametrize(
    ("scaling", "message"),
    [
        (np.array([1.0, 1.0]), "all values of the waves are equal"),
        (np.array([1.0]), "expected float64 (2)"),
        (np.array([0.0, np.inf]), "holds NaN or infinity"),
    ],
)
def test_an_invalid_scaling_is_reported(
    params: Waves, user_waves: np.ndarray, scaling: np.ndarray, message: str
) -> None:
    arrays = to_arrays(splits.make_dataset(params, user_waves)) | {"scaling": scaling}
    with pytest.raises(BadWavesError, match=re.escape(message)):
        from_arrays(arrays, ("pool",))


def test_the_minimum_number_of_waves_is_enough(params: Waves, user_waves: np.ndarray) -> None:
    sets = splits.make_dataset(params, user_waves[: splits.MIN_WAVES]).sets
    assert sum(len(wave_set.waves) for wave_set in sets.values()) == splits.MIN_WAVES


def test_equal_values_are_reported_without_the_words_of_pydantic(params: Waves, user_waves: np.ndarray) -> None:
    params = params.model_copy(update={"source": "a.npy", "n_pool": 1})
    ramp = np.arange(len(user_waves))[:, None] + np.zeros(user_waves.shape[1])  # the only wave of the pool is constant
    with pytest.raises(BadWavesError, match=r"^a\.npy: all values of the waves are equal; there is nothing to learn$"):
        splits.make_dataset(params, ramp)


@pytest.mark.parametrize(
    ("corrupt", "message"),
    [
        (lambda waves: waves[:1], "1 waves, 1 of them distinct; give at least 500 distinct"),
        (lambda waves: waves[:499], "499 waves, 499 of them distinct"),
        (lambda waves: np.repeat(waves[:300], 3, axis=0), "900 waves, 300 of them distinct"),
        (lambda waves: np.full_like(waves, 7.0), "1000 waves, 1 of them distinct"),
        (lambda waves: waves[:, :5], "n_points: Input should be greater than or equal to 8"),
        (lambda waves: np.tile(waves, 150), "n_points: Input should be less than or equal to 4096"),
        (lambda waves: waves * 1e300, "Input should be"),
    ],
)
def test_invalid_waves_are_refused_with_the_name_of_their_file(
    params: Waves, user_waves: np.ndarray, corrupt, message: str
) -> None:
    params = params.model_copy(update={"source": "user_data/waves.csv"})
    with pytest.raises(BadWavesError, match=f"^user_data/waves.csv: .*{re.escape(message)}"):
        splits.make_dataset(params, corrupt(user_waves))
