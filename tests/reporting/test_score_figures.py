"""Figures of what the scores measure show the data that they are given."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sinegan.reporting import score_figures, style
from sinegan.reporting.figure_names import needed

N, TURN = 40, 2 * np.pi
Arrays = dict[str, np.ndarray]
EDGES = {"phase_edges": np.linspace(0, TURN, 4), "omega_edges": np.linspace(1.0, 2.0, 3)}
CELLS = EDGES | {"cell_counts": np.array([[0, 2], [1, 0], [0, 0]])}  # phase by frequency
BINS = np.arange(26.0)


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


def spectra(real: np.ndarray, generated: np.ndarray, lowest: np.ndarray, highest: np.ndarray) -> Figure:
    names = ("real_spectrum", "generated_spectrum", "lowest_spectrum", "highest_spectrum")
    return score_figures.spectra(
        {"frequency": BINS} | dict(zip(names, (real, generated, lowest, highest), strict=True))
    )


def residuals(x: np.ndarray, rms: np.ndarray, frequency: np.ndarray, power: np.ndarray) -> Figure:
    names = ("x", "residual_by_point", "frequency", "residual_by_frequency")
    return score_figures.residuals(dict(zip(names, (x, rms, frequency, power), strict=True)))


def legend(axis: Axes) -> list[str]:
    return [text.get_text() for text in axis.get_legend().get_texts()]


def assert_drawable(figure: Figure, folder: Path) -> None:
    """A warning would be an error."""
    figure.set_dpi(30)
    style.write(str(folder / "a.png"), figure)
    assert (folder / "a.png").stat().st_size > 1000


def test_more_arrays_are_needed_if_the_distribution_is_known() -> None:
    both = set(needed(requires_law=False)) & set(needed(requires_law=True))
    assert {"x", "real_waves", "generated_waves", "frequency"} < both
    assert len(needed(requires_law=True)) == len(set(needed(requires_law=True)))


def test_phase_and_frequency_of_real_invalid_and_valid_waves(data: Arrays) -> None:
    real, generated = score_figures.phase_frequency(data).axes
    np.testing.assert_allclose(real.lines[0].get_xdata(), [0.5, 1.0, 4.0])
    np.testing.assert_allclose(real.lines[0].get_ydata(), [1.1, 1.5, 1.9])
    others, valid = generated.lines[:2]
    np.testing.assert_array_equal(valid.get_xdata(), data["phase"][:10])
    np.testing.assert_array_equal(valid.get_ydata(), data["omega"][:10])
    np.testing.assert_array_equal(others.get_xdata(), data["phase"][10:])
    assert legend(generated) == ["invalid: 75 %", "valid: 25 %"]


def test_cells_with_a_valid_wave_are_shaded(data: Arrays) -> None:
    (mesh,) = score_figures.phase_frequency(data).axes[1].collections
    # Frequency upwards: the lower row has a wave in the second phase, the upper in the first.
    np.testing.assert_array_equal(mesh.get_array().filled(0).reshape(2, 3), [[0, 1, 0], [1, 0, 0]])
    corners = mesh.get_coordinates()
    np.testing.assert_allclose(corners[0, :, 0], CELLS["phase_edges"])
    np.testing.assert_allclose(corners[:, 0, 1], CELLS["omega_edges"])


def test_phase_and_frequency_are_labelled_and_have_the_bounds_of_the_law(data: Arrays) -> None:
    axes = score_figures.phase_frequency(data).axes
    assert [axis.get_xlabel() for axis in axes] == ["phase at x = 0 (radians)"] * 2
    assert axes[0].get_ylabel() == "frequency (radians per unit of x)"
    for axis in axes:
        assert [line.get_ydata()[0] for line in axis.lines[-2:]] == [1.0, 2.0]
        assert axis.get_xlim() == (0, TURN)
        assert "up to 2,000" in axis.get_title()


@pytest.mark.parametrize("fraction", [0.0, 1.0])
def test_phase_and_frequency_of_waves_that_are_all_valid_or_none(fraction: float, data: Arrays, tmp_path: Path) -> None:
    data["valid"] = np.full(N, bool(fraction))
    counts = np.full((3, 2), int(fraction))
    figure = score_figures.phase_frequency(data | {"cell_counts": counts})
    assert legend(figure.axes[1]) == [f"invalid: {100 - 100 * fraction:.0f} %", f"valid: {100 * fraction:.0f} %"]
    (mesh,) = figure.axes[1].collections
    assert mesh.get_array().count() == counts.sum()
    assert_drawable(figure, tmp_path)


def test_at_most_two_thousand_waves_of_each_kind_are_shown(rng: np.random.Generator) -> None:
    many = {"phase": rng.random(7000), "omega": rng.random(7000), "valid": np.arange(7000) < 3000}
    real = {"real_phase": rng.random(3000), "real_omega": rng.random(3000)}
    figure = score_figures.phase_frequency(CELLS | many | real)
    assert [len(line.get_xdata()) for line in figure.axes[0].lines[:1]] == [2000]
    assert [len(line.get_xdata()) for line in figure.axes[1].lines[:2]] == [2000, 2000]
    assert legend(figure.axes[1]) == ["invalid: 57.1 %", "valid: 42.9 %"]


def test_frequencies_outside_the_law_are_visible(data: Arrays) -> None:
    low, high = score_figures.phase_frequency(data).axes[0].get_ylim()
    assert (low, high) == (0.85, 2.25)  # 0.15 and 0.25 of the range of 1
    data["omega"][10:] = 3.5
    assert score_figures.phase_frequency(data).axes[0].get_ylim() == (0.85, 3.5)


def test_spectra_are_in_decibels_without_the_constant() -> None:
    power = 10.0**-BINS
    figure = spectra(power, 10 * power, power / 2, 2 * power)
    (axis,) = figure.axes
    real, generated = axis.lines
    assert real.get_xdata().tolist() == generated.get_xdata().tolist() == BINS[1:].tolist()
    np.testing.assert_allclose(real.get_ydata()[:9], -10 * BINS[1:10], rtol=1e-6)
    np.testing.assert_allclose(generated.get_ydata()[:9], 10 - 10 * BINS[1:10], rtol=1e-6, atol=1e-6)
    assert axis.get_xlabel() == "frequency (radians per unit of x)"
    assert axis.get_ylabel() == "mean power (dB re 1 y²)"
    assert legend(axis) == ["real", "generated"]


def test_spectra_show_the_band_of_real_sets() -> None:
    power = 10.0**-BINS
    (band,) = spectra(power, power, power / 10, 10 * power).axes[0].collections
    edges = band.get_paths()[0].vertices
    at_3 = edges[np.isclose(edges[:, 0], 3), 1]
    assert (at_3.min(), at_3.max()) == pytest.approx((-40, -20))


def test_an_empty_bin_is_far_below_and_finite(tmp_path: Path) -> None:
    none = np.zeros(26)
    figure = spectra(none + 1, none, none, none + 2)
    np.testing.assert_allclose(figure.axes[0].lines[1].get_ydata(), -180)
    assert_drawable(figure, tmp_path)


def test_residuals_by_position_and_by_frequency(tmp_path: Path) -> None:
    x, rms = np.arange(4.0), np.array([0.2, 0.1, 0.1, 0.3])
    figure = residuals(x, rms, np.arange(3.0), np.array([1.0, 0.01, 0.0]))
    where, which = figure.axes
    assert where.lines[0].get_xdata().tolist() == x.tolist()
    assert where.lines[0].get_ydata().tolist() == rms.tolist()
    assert where.get_ylim()[0] == 0
    assert which.lines[0].get_xdata().tolist() == [0, 1, 2]
    np.testing.assert_allclose(which.lines[0].get_ydata(), [0, -20, -180], atol=1e-6)
    assert [axis.get_xlabel() for axis in figure.axes] == ["x", "frequency (radians per unit of x)"]
    assert [axis.get_ylabel() for axis in figure.axes] == ["rms over waves (y)", "mean power (dB re 1 y²)"]
    assert all("real waves: below" in axis.get_title() for axis in figure.axes)
    assert_drawable(figure, tmp_path)


def test_waves_without_residual_can_be_drawn(tmp_path: Path) -> None:
    assert_drawable(residuals(np.arange(4.0), np.zeros(4), np.arange(3.0), np.zeros(3)), tmp_path)


def fraction_at(figure: Figure, label: str, radius: float) -> float:
    line = next(line for line in figure.axes[0].lines if line.get_label() == label)
    return float(line.get_ydata()[np.searchsorted(line.get_xdata(), radius, side="right") - 1])


def test_precision_and_recall_are_the_fractions_within_each_threshold(data: Arrays) -> None:
    figure = score_figures.precision_recall(data)
    # Of the distances 0.02, 0.005, infinite and 0.05: one within 0.015, two within 0.04, three within 0.1.
    assert [fraction_at(figure, "recall", radius) for radius in (0.004, 0.015, 0.04, 0.1)] == [0, 0.25, 0.5, 0.75]
    assert [fraction_at(figure, "recall of other real waves", radius) for radius in (0.005, 0.015, 0.1)] == [
        0,
        0.5,
        0.75,
    ]
    assert [fraction_at(figure, "precision", radius) for radius in (0.001, 0.02, 0.05)] == [0.5, 0.5, 1]


def test_precision_and_recall_end_at_the_maximum_and_mark_the_radii_of_the_scores(data: Arrays, tmp_path: Path) -> None:
    figure = score_figures.precision_recall(data)
    (axis,) = figure.axes
    *curves, narrow, wide = axis.lines
    assert [line.get_xdata()[0] for line in (narrow, wide)] == [0.01, 0.03]
    for line in curves:
        assert (line.get_xdata()[0], line.get_xdata()[-1]) == pytest.approx((0.001, 0.1))
        assert (np.diff(line.get_ydata()) >= 0).all()
    assert legend(axis) == ["recall of other real waves", "recall", "precision"]
    assert axis.get_xscale() == "log"
    assert axis.get_xlabel() == "distance threshold (rms, y)"
    assert axis.get_ylabel() == "fraction of waves"
    assert_drawable(figure, tmp_path)


def test_curves_that_lie_on_each_other_are_both_visible(data: Arrays) -> None:
    data["nn_distance"] = data["constrained_rms"] = np.full(4, np.inf)
    _, recall, precision = score_figures.precision_recall(data).axes[0].lines[:3]
    assert recall.get_ydata().tolist() == precision.get_ydata().tolist()
    assert recall.get_linewidth() > 2 * precision.get_linewidth()


def test_if_nothing_is_near_recall_is_0(data: Arrays, tmp_path: Path) -> None:
    data["nn_distance"] = np.full(4, np.inf)
    figure = score_figures.precision_recall(data)
    assert fraction_at(figure, "recall", 0.1) == 0
    assert_drawable(figure, tmp_path)
