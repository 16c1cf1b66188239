"""Figures of spectra and of residuals show the data that they are given."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from sinegan.reporting import score_figures
from tests.reporting.figures.drawn import assert_drawable, legend

BINS = np.arange(26.0)


def spectra(real: np.ndarray, generated: np.ndarray, lowest: np.ndarray, highest: np.ndarray) -> Figure:
    names = ("real_spectrum", "generated_spectrum", "lowest_spectrum", "highest_spectrum")
    return score_figures.spectra(
        {"frequency": BINS} | dict(zip(names, (real, generated, lowest, highest), strict=True))
    )


def residuals(x: np.ndarray, rms: np.ndarray, frequency: np.ndarray, power: np.ndarray) -> Figure:
    names = ("x", "residual_by_point", "frequency", "residual_by_frequency")
    return score_figures.residuals(dict(zip(names, (x, rms, frequency, power), strict=True)))


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
