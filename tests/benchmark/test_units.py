"""Waves in other units are recognised; poor waves in the right units are not taken for them."""

import numpy as np
import pytest

from sinegan.benchmark.units import UNITS, fault
from sinegan.waves.draw import draw
from sinegan.waves.law import Law


@pytest.fixture(scope="module")
def waves(law: Law) -> np.ndarray:
    return draw(law, 2_000, np.random.default_rng(5)).waves


@pytest.mark.parametrize(
    ("scale", "formula"),
    [
        (lambda y: 2 * y - 1, "(y + 1) / 2"),
        (lambda y: y - 0.5, "y + 0.5"),
        (lambda y: (y - y.mean()) / y.std(), "y * 0.3536 + 0.5"),
        (lambda y: 255 * y, "y / 255"),
    ],
)
def test_the_formula_is_named_and_is_right(waves: np.ndarray, scale, formula: str) -> None:
    y = scale(waves)
    message = fault(y)
    assert message is not None
    assert message.endswith(f"bring them to 0 .. 1 with {formula}")
    np.testing.assert_allclose(eval(formula, {"y": y}), waves, atol=0.01)  # noqa: S307
    noisy = y + 0.2 * y.std() * np.random.default_rng(0).standard_normal(y.shape)
    assert fault(noisy) == message, "poor waves of these units"


def test_each_unit_is_tried() -> None:
    assert len({units.formula for units in UNITS}) == 4


@pytest.mark.parametrize("sd", [0.0, 0.05, 0.36, 1.0, 2.0])
def test_noisy_or_constant_waves_are_scored(waves: np.ndarray, sd: float) -> None:
    noise = sd * np.random.default_rng(1).standard_normal(waves.shape)
    assert fault(waves + noise) is None
    assert fault(0.5 + noise) is None


def test_waves_of_a_diverged_training_are_refused(waves: np.ndarray) -> None:
    message = fault(waves * 1e9)
    assert message is not None
    assert message.startswith("values up to 1e+09; waves lie in 0 .. 1: scale them, or count this training under 'fa")
