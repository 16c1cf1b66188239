"""What the pictures need, as plain arrays and numbers."""

import numpy as np
import pytest

from stages.judges import pictured
from stages.judges.scorecard import Scorecard
from stages.judges.verdicts import Verdicts
from stages.metrics.sample import measure
from stages.schema.scores import NoiseLevel

CURVE = {0.0: {"a": Verdicts(3, 4, 0.9), "b": Verdicts(1, 2, 0.5)}, 0.5: {"a": Verdicts(2, 4, 0.6)}}


@pytest.fixture
def card(measured):
    return Scorecard({}, measured["real"], measured["blurred"].take(slice(150)), CURVE)


def test_arrays_are_plain(card, two_draws, noise):
    kinds = {name: (array.dtype.name, array.shape) for name, array in pictured.arrays(card, two_draws[1]).items()}
    fields = ("amplitude", "centre", "multiplier", "phase", "rms")
    assert kinds == {f"{fit}_{field}": ("float64", (150,)) for fit in ("reference", "free") for field in fields} | {
        "waves": ("float32", (150, 50)),
        "valid": ("bool", (150,)),
        "spectra": ("float64", (150, 26)),
        "reach": ("float64", (400,)),
        "reach_of_real": ("float64", (400,)),
    }


def test_arrays_are_those_of_the_generated_waves(card, two_draws, blurred):
    found = pictured.arrays(card, two_draws[1])
    np.testing.assert_array_equal(found["waves"], blurred[:150])
    np.testing.assert_array_equal(found["free_phase"], card.generated.free.phase)
    np.testing.assert_array_equal(found["reference_rms"], card.generated.reference.rms)
    np.testing.assert_array_equal(found["valid"], card.generated.valid)
    np.testing.assert_array_equal(found["spectra"], card.generated.spectra)


def by_hand(real, others):
    """Rms distance to the nearest of the others; infinity beyond .1."""
    gaps = np.sqrt(((real[:, None] - others[None]) ** 2).mean(axis=2)).min(axis=1)
    return np.where(gaps < 0.1, gaps, np.inf)


def test_reach_by_hand(card, two_draws):
    found = pictured.arrays(card, two_draws[1])
    real = card.real.waves
    np.testing.assert_allclose(found["reach"], by_hand(real, card.generated.waves), rtol=1e-9)
    # As many others as there are generated waves, lest more of them reach farther.
    np.testing.assert_allclose(found["reach_of_real"], by_hand(real, two_draws[1][:150].astype(float)), rtol=1e-9)
    assert np.isinf(found["reach"]).any()
    assert np.isfinite(found["reach_of_real"]).any()


def test_noise_reaches_nothing(card, measured, two_draws):
    away = Scorecard({}, measured["real"], measured["noise"], CURVE)
    assert np.isinf(pictured.arrays(away, two_draws[1])["reach"]).all()


def test_fewer_reference_waves_than_generated_ones_are_all_used(card, two_draws):
    found = pictured.arrays(card, two_draws[1][:30])
    expected = by_hand(card.real.waves, two_draws[1][:30].astype(float))
    np.testing.assert_allclose(found["reach_of_real"], expected, rtol=1e-9)


def test_waves_given_in_float64_are_kept_in_float32(law, measured, rng):
    card = Scorecard({}, measured["real"], measure(law, rng.random((20, 50))), CURVE)
    assert pictured.arrays(card, measured["fresh"].waves)["waves"].dtype == np.float32


def test_the_curve_has_the_accuracies_by_level_of_noise(card):
    assert pictured.curve(card) == [
        NoiseLevel(sigma=0.0, accuracy={"a": 0.75, "b": 0.5}),
        NoiseLevel(sigma=0.5, accuracy={"a": 0.5}),
    ]
