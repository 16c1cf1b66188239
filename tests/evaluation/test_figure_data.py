"""The data of the figures, as plain arrays and numbers."""

import numpy as np
import pytest

from sinegan.classifiers.cross_fitting import C2STResult
from sinegan.evaluation import figure_data
from sinegan.evaluation.scorecard import Scorecard
from sinegan.measurement import periodogram
from sinegan.measurement.sample import measure
from sinegan.metrics import manifold_pr, phase_frequency_grid, residuals
from sinegan.reporting.figure_names import needed
from sinegan.schema.scores import NoiseLevel
from sinegan.waves.draw import DrawnWaves, WaveSet

CURVE = {0.0: {"a": C2STResult(3, 4, 0.9), "b": C2STResult(1, 2, 0.5)}, 0.5: {"a": C2STResult(2, 4, 0.6)}}


@pytest.fixture
def card(measured):
    return Scorecard([], measured["real"], measured["blurred"].take(slice(150)), CURVE)


@pytest.fixture
def drawn(two_draws, rng):
    """The real waves with parameters that they could have been drawn from."""
    return DrawnWaves(two_draws[0], rng.uniform(0, 100, 400), rng.uniform(1, 2, 400))


@pytest.fixture
def arrays(card, drawn, two_draws):
    return figure_data.arrays(card, drawn, WaveSet(two_draws[1]))


def test_arrays_are_those_of_the_figures_and_have_plain_types(arrays):
    assert set(arrays) == set(needed(requires_law=True))
    kinds = {name: (array.dtype.name, array.shape) for name, array in arrays.items()}
    each_wave = dict.fromkeys(("sinad", "phase", "omega", "constrained_rms"), ("float64", (150,)))
    bins = ("frequency", "real_spectrum", "generated_spectrum", "lowest_spectrum", "highest_spectrum")
    assert kinds == each_wave | dict.fromkeys((*bins, "residual_by_frequency"), ("float64", (26,))) | {
        "x": ("float64", (50,)),
        "real_waves": ("float32", (400, 50)),
        "generated_waves": ("float32", (150, 50)),
        "valid": ("bool", (150,)),
        "nn_distance": ("float64", (400,)),
        "nn_distance_of_real": ("float64", (400,)),
        "radii": ("float64", (2,)),
        "max_radius": ("float64", ()),
        "real_phase": ("float64", (400,)),
        "real_omega": ("float64", (400,)),
        "phase_edges": ("float64", (21,)),
        "omega_edges": ("float64", (21,)),
        "cell_counts": ("int64", (20, 20)),
        "residual_by_point": ("float64", (50,)),
    }


def test_without_a_law_there_are_fewer(card, two_draws):
    arrays = figure_data.arrays(card, WaveSet(two_draws[0]), WaveSet(two_draws[1]))
    assert set(arrays) == set(needed(requires_law=False))


def test_waves_and_fits_are_those_of_the_scorecard(arrays, card, drawn, two_draws, blurred):
    np.testing.assert_array_equal(arrays["generated_waves"], blurred[:150])
    np.testing.assert_array_equal(arrays["real_waves"], two_draws[0])
    np.testing.assert_array_equal(arrays["phase"], card.generated.free.phase)
    np.testing.assert_array_equal(arrays["omega"], card.generated.free.omega)
    np.testing.assert_array_equal(arrays["constrained_rms"], card.generated.constrained.rms)
    np.testing.assert_array_equal(arrays["valid"], card.generated.valid)
    np.testing.assert_array_equal(arrays["real_phase"], np.mod(drawn.offset, 2 * np.pi))
    np.testing.assert_array_equal(arrays["real_omega"], drawn.multiplier)
    # 0.5 / sqrt 2 over the rms, in dB.
    expected = 20 * np.log10(0.5 / np.sqrt(2) / card.generated.constrained.rms)
    np.testing.assert_allclose(arrays["sinad"], expected, rtol=1e-12)


def test_cells_spectra_and_residuals_are_those_of_the_scores(arrays, card, law, drawn, two_draws):
    generated = card.generated
    occupancy = phase_frequency_grid.occupancy(law, arrays["phase"], arrays["omega"], arrays["valid"])
    for name, expected in zip(("phase_edges", "omega_edges", "cell_counts"), occupancy, strict=True):
        np.testing.assert_array_equal(arrays[name], expected)
    spectra = periodogram.mean_spectra(law, {"test": drawn, "reference": WaveSet(two_draws[1])}, generated.spectra)
    names = ("frequency", "real_spectrum", "generated_spectrum", "lowest_spectrum", "highest_spectrum")
    for name, expected in zip(names, spectra, strict=True):
        np.testing.assert_array_equal(arrays[name], expected)
    closest = generated.constrained
    summary = residuals.residual_summary(law, generated.waves, closest.phase, closest.omega)
    for name, expected in zip(("residual_by_point", "residual_by_frequency"), summary, strict=True):
        np.testing.assert_array_equal(arrays[name], expected)


def by_hand(real, others):
    """Rms distance to the nearest of the others; infinite beyond 0.1."""
    gaps = np.sqrt(((real[:, None] - others[None]) ** 2).mean(axis=2)).min(axis=1)
    return np.where(gaps < 0.1, gaps, np.inf)


def test_nearest_distances_by_hand(arrays, card, two_draws):
    real = card.real.waves
    np.testing.assert_allclose(arrays["nn_distance"], by_hand(real, card.generated.waves), rtol=1e-9)
    # As many others as there are generated waves: more waves would have nearer neighbours.
    expected = by_hand(real, two_draws[1][:150].astype(float))
    np.testing.assert_allclose(arrays["nn_distance_of_real"], expected, rtol=1e-9)
    assert np.isinf(arrays["nn_distance"]).any()
    assert np.isfinite(arrays["nn_distance_of_real"]).any()
    assert (arrays["radii"].tolist(), float(arrays["max_radius"])) == (list(manifold_pr.RADII), 0.1)


def test_noise_is_near_no_real_wave(measured, drawn, two_draws):
    far = Scorecard([], measured["real"], measured["noise"], CURVE)
    assert np.isinf(figure_data.arrays(far, drawn, WaveSet(two_draws[1]))["nn_distance"]).all()


def test_fewer_reference_waves_than_generated_ones_are_all_used(card, drawn, two_draws):
    arrays = figure_data.arrays(card, drawn, WaveSet(two_draws[1][:30]))
    expected = by_hand(card.real.waves, two_draws[1][:30].astype(float))
    np.testing.assert_allclose(arrays["nn_distance_of_real"], expected, rtol=1e-9)


def test_float64_waves_become_float32(law, measured, drawn, rng):
    card = Scorecard([], measured["real"], measure(law, rng.random((20, 50))), CURVE)
    arrays = figure_data.arrays(card, drawn, WaveSet(measured["fresh"].waves.astype(np.float32)))
    assert arrays["generated_waves"].dtype == np.float32


def test_the_curve_has_the_accuracies_by_level_of_noise(card):
    assert figure_data.curve(card) == [
        NoiseLevel(sigma=0.0, accuracy={"a": 0.75, "b": 0.5}),
        NoiseLevel(sigma=0.5, accuracy={"a": 0.5}),
    ]
