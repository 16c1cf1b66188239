"""Waves that every score is tried on."""

from functools import cache

import numpy as np
import pytest

from sinegan.measurement.sample import Sample, measure
from sinegan.metrics.comparison import Comparison
from sinegan.waves.draw import draw, render
from tests.fixtures.fits import LAW
from tests.metrics.all_scores.declared import SIGMAS, N


@pytest.fixture(scope="module")
def samples() -> dict[str, Sample]:
    """Three draws of real waves, three corruptions, and the same noise in three strengths."""
    rng = np.random.default_rng(21)
    waves = {name: draw(LAW, N, rng).waves for name in ("real", "fresh", "second")} | {
        # One clean wave with tiny jitter of its parameters, so that only the lack of variety is wrong.
        "mode_collapse": render(LAW, rng.normal(3.0, 1e-3, N), rng.normal(1.5, 1e-3, N)).astype(np.float32),
        "noise": rng.normal(0.5, 0.5 / np.sqrt(2), (N, LAW.n_points)),
        "flat": np.full((N, LAW.n_points), 0.5, np.float32),
    }
    grain = rng.standard_normal((N, LAW.n_points))
    waves |= {f"sigma {sigma}": waves["fresh"] + sigma * grain for sigma in SIGMAS}
    training = draw(LAW, 1_000, rng).waves
    return {name: measure(LAW, values, training=training) for name, values in waves.items()}


@pytest.fixture(scope="module")
def score(samples):
    """The score of a set, by name, against the real one; computed once."""
    return cache(lambda metric, name: metric.compute(Comparison(samples["real"], samples[name])))
