"""Charts of what was scored show the data that they are given."""

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
        "reference_rms": np.array([0.03, 3e-8]),
        "radii": np.array([0.01, 0.03]),
        "widest_radius": np.array(0.1),
    }


def spectra(real: np.ndarray, generated: np.ndarray, lowest: np.ndarray, highest: np.ndarray) -> Figure:
    names = ("real_spectrum", "generated_spectrum", "lowest_spectrum", "highest_spectrum")
    return score_figures.spectra(
        {"frequency": BINS} | dict(zip(names, (real, generated, lowest, highest), strict=True))
    )


def residuals(x: np.ndarray, rms: np.ndarray, frequency: np.ndarray, power: np.ndarray) -> Figure:
    names = ("x", "residual_by_point", "frequency", "residual_by_frequency")
    return score_figures.residuals(dict(zip(names, (x, rms, frequency, power), strict=True)))


def words(axis: Axes) -> list[str]:
    return [text.get_text() for text in axis.get_legend().get_texts()]


def assert_drawable(figure: Figure, folder: Path) -> None:
    """A warning on the way would be an error."""
    figure.set_dpi(30)
    style.write(str(folder / "a.png"), figure)
    assert (folder / "a.png").stat().st_size > 1000


def test_more_arrays_are_needed_of_waves_that_follow_a_law() -> None:
    assert set(needed(of_law=False)) < set(needed(of_law=True))
    assert len(needed(of_law=True)) == len(set(needed(of_law=True)))


def test_the_plane_shows_phases_within_a_turn_and_frequencies(data: Arrays) -> None:
    real, generated = score_figures.plane(data).axes
    np.testing.assert_allclose(real.lines[0].get_xdata(), [0.5, 1.0, 4.0])
    np.testing.assert_allclose(real.lines[0].get_ydata(), [1.1, 1.5, 1.9])
    others, valid = generated.lines[:2]
    np.testing.assert_array_equal(valid.get_xdata(), data["phase"][:10])
    np.testing.assert_array_equal(valid.get_ydata(), data["omega"][:10])
    np.testing.assert_array_equal(others.get_xdata(), data["phase"][10:])
    assert words(generated) == ["no valid sine: 75.0%", "valid sine: 25.0%"]


def test_the_plane_shades_the_cells_that_are_reached(data: Arrays) -> None:
    (mesh,) = score_figures.plane(data).axes[1].collections
    # Frequency upwards: the lower row has a wave in the second phase, the upper in the first.
    np.testing.assert_array_equal(mesh.get_array().filled(0).reshape(2, 3), [[0, 1, 0], [1, 0, 0]])
    corners = mesh.get_coordinates()
    np.testing.assert_allclose(corners[0, :, 0], CELLS["phase_edges"])
    np.testing.assert_allclose(corners[:, 0, 1], CELLS["omega_edges"])


def test_the_plane_is_labelled_and_has_the_laws_bounds(data: Arrays) -> None:
    axes = score_figures.plane(data).axes
    assert [axis.get_xlabel() for axis in axes] == ["phase at x = 0 (radians)"] * 2
    assert axes[0].get_ylabel() == "frequency (radians per unit of x)"
    for axis in axes:
        assert [line.get_ydata()[0] for line in axis.lines[-2:]] == [1.0, 2.0]
        assert axis.get_xlim() == (0, TURN)
        assert "at most 2000 of a kind" in axis.get_title()


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_the_plane_of_waves_that_are_all_valid_or_none(share: float, data: Arrays, tmp_path: Path) -> None:
    data["valid"] = np.full(N, bool(share))
    counts = np.full((3, 2), int(share))
    figure = score_figures.plane(data | {"cell_counts": counts})
    assert words(figure.axes[1]) == [f"no valid sine: {1 - share:.1%}", f"valid sine: {share:.1%}"]
    (mesh,) = figure.axes[1].collections
    assert mesh.get_array().count() == counts.sum()
    assert_drawable(figure, tmp_path)


def test_the_plane_shows_at_most_two_thousand_of_a_kind(rng: np.random.Generator) -> None:
    many = {"phase": rng.random(7000), "omega": rng.random(7000), "valid": np.arange(7000) < 3000}
    real = {"real_phase": rng.random(3000), "real_omega": rng.random(3000)}
    figure = score_figures.plane(CELLS | many | real)
    assert [len(line.get_xdata()) for line in figure.axes[0].lines[:1]] == [2000]
    assert [len(line.get_xdata()) for line in figure.axes[1].lines[:2]] == [2000, 2000]
    assert words(figure.axes[1]) == ["no valid sine: 57.1%", "valid sine: 42.9%"]


def test_the_plane_makes_room_for_frequencies_off_the_law(data: Arrays) -> None:
    low, high = score_figures.plane(data).axes[0].get_ylim()
    assert (low, high) == (0.85, 2.25)  # .15 and .25 of the range of 1
    data["omega"][10:] = 3.5
    assert score_figures.plane(data).axes[0].get_ylim() == (0.85, 3.5)


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
    assert words(axis) == ["twenty sets of real waves", "real", "generated"]


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


def test_residuals_by_place_and_by_frequency(tmp_path: Path) -> None:
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
    assert_drawable(figure, tmp_path)


def test_waves_without_residual_can_be_drawn(tmp_path: Path) -> None:
    assert_drawable(residuals(np.arange(4.0), np.zeros(4), np.arange(3.0), np.zeros(3)), tmp_path)


def share_at(figure: Figure, label: str, radius: float) -> float:
    line = next(line for line in figure.axes[0].lines if line.get_label() == label)
    return float(line.get_ydata()[np.searchsorted(line.get_xdata(), radius, side="right") - 1])


def test_precision_and_recall_are_the_shares_within_each_radius(data: Arrays) -> None:
    figure = score_figures.precision_recall(data)
    # Of the reaches .02, .005, infinite and .05: one within .015, two within .04, three within .1.
    assert [share_at(figure, "recall", radius) for radius in (0.004, 0.015, 0.04, 0.1)] == [0, 0.25, 0.5, 0.75]
    assert [share_at(figure, "recall of other real waves", radius) for radius in (0.005, 0.015, 0.1)] == [0, 0.5, 0.75]
    assert [share_at(figure, "precision", radius) for radius in (0.001, 0.02, 0.05)] == [0.5, 0.5, 1]


def test_precision_and_recall_are_drawn_up_to_the_widest_with_the_scores_radii(data: Arrays, tmp_path: Path) -> None:
    figure = score_figures.precision_recall(data)
    (axis,) = figure.axes
    *curves, narrow, wide = axis.lines
    assert [line.get_xdata()[0] for line in (narrow, wide)] == [0.01, 0.03]
    for line in curves:
        assert (line.get_xdata()[0], line.get_xdata()[-1]) == pytest.approx((0.001, 0.1))
        assert (np.diff(line.get_ydata()) >= 0).all()
    assert words(axis) == ["recall of other real waves", "recall", "precision"]
    assert axis.get_xscale() == "log"
    assert axis.get_xlabel() == "rms distance that counts as near (y)"
    assert axis.get_ylabel() == "share of waves"
    assert_drawable(figure, tmp_path)


def test_where_nothing_is_near_the_shares_are_0(data: Arrays, tmp_path: Path) -> None:
    data["nn_distance"] = np.full(4, np.inf)
    figure = score_figures.precision_recall(data)
    assert share_at(figure, "recall", 0.1) == 0
    assert_drawable(figure, tmp_path)
