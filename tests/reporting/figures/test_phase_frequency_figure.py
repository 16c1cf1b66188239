"""The figure of phase and frequency shows real, valid and invalid waves, and the covered cells."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.reporting import score_figures
from tests.reporting.figures.drawn import assert_drawable, legend
from tests.reporting.figures.figure_arrays import CELLS, TURN, Arrays, N


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
