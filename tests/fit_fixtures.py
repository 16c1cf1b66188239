"""Waves for the tests of the sine fits, and what a correct fit is."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sinegan.measurement.sine_fit import SineFit
from sinegan.waves.law import TURN, Law, Range

LAW = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))

sine_parameters = st.lists(st.tuples(st.floats(0, 100), st.floats(1, 2)), min_size=1, max_size=20)
"""Offset and multiplier of each of some waves."""
repeatable = settings(deadline=None, max_examples=25, derandomize=True)


def noise_waves(n: int, seed: int) -> NDArray[np.float64]:
    return np.random.default_rng(seed).uniform(0, 1, (n, LAW.n_points))


def phase_distance(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance of two phases on the circle."""
    return np.abs(np.mod(left - right + TURN / 2, TURN) - TURN / 2)


def assert_fitted(
    fit: SineFit,
    offset: NDArray[np.float64],
    multiplier: NDArray[np.float64],
    amplitude: float = 0.5,
    centre: float = 0.5,
) -> None:
    """Fail unless the fit is exact."""
    assert phase_distance(fit.phase, offset).max() < 1e-9
    np.testing.assert_allclose(fit.omega, multiplier, rtol=0, atol=1e-9)
    np.testing.assert_allclose(fit.amplitude, amplitude, rtol=1e-9)
    np.testing.assert_allclose(fit.centre, centre, rtol=0, atol=1e-9)
    assert fit.rms.max() < 1e-9
