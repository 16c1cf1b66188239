"""Waves that somebody brings: shared out, scaled, or refused."""

import re

import numpy as np
import pytest

from sinegan.datasets import splits
from sinegan.waves.dataset import BadWavesError, from_arrays, to_arrays
from sinegan.waves.draw import DrawnWaves
from sinegan.waves.law import Axis, Waves

NAMES = ("pool", "test", "reference")


@pytest.fixture
def params(law) -> Waves:
    sizes = {f"n_{name}": 10_000 for name in NAMES}
    return Waves(
        **law.model_dump() | {"offset": law.offset, "multiplier": law.multiplier}, **sizes, seed=3, source=None
    )


@pytest.fixture
def brought(rng: np.random.Generator) -> np.ndarray:
    """1000 waves of 30 points between about -40 and 160."""
    return rng.normal(60, 20, (1_000, 30))


def test_drawn_waves_are_as_ever(params: Waves) -> None:
    small = params.model_copy(update={f"n_{name}": 100 for name in NAMES})
    found = splits.record(small, None)
    assert found.axis == params.law
    assert found.scaling is None
    assert all(isinstance(some, DrawnWaves) for some in found.sets.values())


def test_each_wave_goes_to_one_set(params: Waves, brought: np.ndarray) -> None:
    found = splits.record(params, brought)
    assert {name: len(some.waves) for name, some in found.sets.items()} == {
        "pool": 600, "test": 200, "reference": 200,
    }  # fmt: skip
    together = np.concatenate([some.waves for some in found.sets.values()])
    assert len(np.unique(together, axis=0)) == len(brought)
    np.testing.assert_array_equal(np.sort(together[:, 0]), np.sort(found.scaled(brought)[:, 0]))


def test_the_pool_alone_gives_the_scale(params: Waves, brought: np.ndarray) -> None:
    found = splits.record(params, brought)
    assert found.scaling is not None
    assert (found.sets["pool"].waves.min(), found.sets["pool"].waves.max()) == (0.0, 1.0)
    back = found.sets["test"].waves * (found.scaling.high - found.scaling.low) + found.scaling.low
    assert np.abs(back[:, :1] - brought[:, 0]).min(axis=1).max() < 1e-3
    for row in range(10):
        outlier = brought.copy()
        outlier[row, 3] = 1_000
        sets = splits.record(params, outlier).sets
        assert sets["pool"].waves.max() == 1
        tops = {name: float(some.waves[:, 3].max()) for name, some in sets.items()}
        assert (max(tops.values()) > 1) == (tops["pool"] < 1)


def test_the_axis_has_the_files_length_and_the_parameters_step(params: Waves, brought: np.ndarray) -> None:
    assert splits.record(params, brought).axis == Axis(n_points=30, step=0.1)


def test_a_set_takes_no_more_than_the_parameters_give_it(params: Waves, brought: np.ndarray) -> None:
    few = params.model_copy(update={"n_pool": 300, "n_test": 150})
    sets = splits.record(few, brought).sets
    assert (len(sets["pool"].waves), len(sets["test"].waves), len(sets["reference"].waves)) == (300, 150, 200)
    whole = splits.record(params, brought).sets
    assert len(sets["reference"].waves) == len(whole["reference"].waves)


def test_the_seed_decides_who_goes_where(params: Waves, brought: np.ndarray) -> None:
    first, again = (splits.record(params, brought).sets["pool"].waves for _ in range(2))
    np.testing.assert_array_equal(first, again)
    other = splits.record(params.model_copy(update={"seed": 4}), brought).sets["pool"].waves
    assert not np.array_equal(first, other)


def test_a_record_of_them_comes_back(params: Waves, brought: np.ndarray) -> None:
    found = splits.record(params, brought).only(("pool", "test"))
    arrays = to_arrays(found)
    assert sorted(arrays) == ["pool", "scaling", "step", "test"]
    back = from_arrays(arrays, ("pool", "test"))
    assert (back.axis, back.scaling) == (found.axis, found.scaling)
    for name, some in found.sets.items():
        np.testing.assert_array_equal(back.sets[name].waves, some.waves, strict=True)


@pytest.mark.parametrize(
    ("scaling", "said"),
    [
        (np.array([1.0, 1.0]), "all values of the waves are equal"),
        (np.array([1.0]), "expected float64 (2)"),
        (np.array([0.0, np.inf]), "holds NaN or infinity"),
    ],
)
def test_a_strange_scaling_is_told(params: Waves, brought: np.ndarray, scaling: np.ndarray, said: str) -> None:
    arrays = to_arrays(splits.record(params, brought)) | {"scaling": scaling}
    with pytest.raises(BadWavesError, match=re.escape(said)):
        from_arrays(arrays, ("pool",))


def test_just_enough_waves_are_enough(params: Waves, brought: np.ndarray) -> None:
    assert (
        sum(len(some.waves) for some in splits.record(params, brought[: splits.FEWEST]).sets.values()) == splits.FEWEST
    )


def test_equal_values_are_told_without_the_words_of_the_library(params: Waves, brought: np.ndarray) -> None:
    params = params.model_copy(update={"source": "a.npy", "n_pool": 1})
    ramp = np.arange(len(brought))[:, None] + np.zeros(brought.shape[1])  # its one pool wave is flat
    with pytest.raises(BadWavesError, match=r"^a\.npy: all values of the waves are equal; there is nothing to learn$"):
        splits.record(params, ramp)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda waves: waves[:1], "1 waves, 1 of them different; give at least 500 different ones"),
        (lambda waves: waves[:499], "499 waves, 499 of them different"),
        (lambda waves: np.repeat(waves[:300], 3, axis=0), "900 waves, 300 of them different"),
        (lambda waves: np.full_like(waves, 7.0), "1000 waves, 1 of them different"),
        (lambda waves: waves[:, :5], "n_points: Input should be greater than or equal to 8"),
        (lambda waves: np.tile(waves, 150), "n_points: Input should be less than or equal to 4096"),
        (lambda waves: waves * 1e300, "Input should be"),
    ],
)
def test_bad_ones_are_refused_by_the_name_of_their_file(params: Waves, brought: np.ndarray, spoil, said: str) -> None:
    named = params.model_copy(update={"source": "own_waves/mine.csv"})
    with pytest.raises(BadWavesError, match=f"^own_waves/mine.csv: .*{re.escape(said)}"):
        splits.record(named, spoil(brought))
