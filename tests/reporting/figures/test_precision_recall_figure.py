"""The figure of precision and recall shows the fractions within each threshold."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from sinegan.reporting import score_figures
from tests.reporting.figures.drawn import assert_drawable, legend
from tests.reporting.figures.figure_arrays import Arrays


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
