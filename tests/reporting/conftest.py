"""Arrays of the figures of scores."""

import numpy as np
import pytest

from tests.reporting.figures.figure_arrays import CELLS, TURN, Arrays, N


@pytest.fixture
def data(rng: np.random.Generator) -> Arrays:
    return CELLS | {
        "real_phase": np.array([0.5, 1.0, 4.0]),
        "real_omega": np.array([1.1, 1.5, 1.9]),
        "phase": rng.random(N) * TURN,
        "omega": 1 + rng.random(N),
        "valid": np.arange(N) < 10,
        "nn_distance": np.array([0.02, 0.005, np.inf, 0.05]),
        "nn_distance_of_real": np.array([0.01, 0.01, 0.02, np.inf]),
        "constrained_rms": np.array([0.03, 3e-8]),
        "radii": np.array([0.01, 0.03]),
        "max_radius": np.array(0.1),
    }
