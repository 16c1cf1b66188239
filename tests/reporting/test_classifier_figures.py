"""Charts of how far scores can be trusted."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from sinegan.reporting import classifier_figures, style
from sinegan.schema.scores import NoiseLevel
from tests.made_scores import made

LEVELS = (0.0, 0.001, 0.002, 0.004)
CURVE = [
    NoiseLevel(sigma=level, accuracy={"one_neighbour": 0.9 - 100 * level, "trees": 1.0 - 110 * level})
    for level in LEVELS
]

FAULTS = [("none", ""), ("noise", "0.01 y"), ("noise", "0.1 y"), ("chirp", "1 of w")]
SCORES = ["law/a", "law/b"]
WHITE, GREY = "#ffffff", "#dddddd"


def ladder(value: float = 0.003, low: float = 0.002, high: float = 0.0035) -> Figure:
    return classifier_figures.ladder(CURVE, made("judge_60/sigma_star", value=value, low=low, high=high))


def assert_drawable(figure: Figure, folder: Path) -> None:
    """A warning on the way would be an error."""
    style.write(str(folder / "a.png"), figure)
    assert (folder / "a.png").stat().st_size > 1000


def test_the_ladder_shows_each_judge_at_each_level(tmp_path: Path) -> None:
    figure = ladder()
    (axis,) = figure.axes
    assert [text.get_text() for text in axis.get_legend().get_texts()] == ["one neighbour", "trees"]
    for line, name in zip(axis.lines, ("one_neighbour", "trees"), strict=False):
        # No noise, which has no place on a logarithmic scale, stands half a level left of the first.
        assert line.get_xdata().tolist() == [0.0005, 0.001, 0.002, 0.004]
        assert line.get_ydata().tolist() == [row.accuracy[name] for row in CURVE]
    assert_drawable(figure, tmp_path)


def test_the_ladder_is_labelled() -> None:
    (axis,) = ladder().axes
    assert axis.get_xlabel() == "noise added to both sides (y; leftmost: none)"
    assert axis.get_ylabel() == "accuracy"
    assert axis.get_xscale() == "log"
    low, high = axis.get_ylim()
    assert low < 0.5 < 1 < high


def test_the_ladder_marks_55_percent_and_sigma_star_with_its_interval() -> None:
    (axis,) = ladder().axes
    fooled, sigma = axis.lines[2:]
    assert fooled.get_ydata()[0] == 0.55
    assert sigma.get_xdata()[0] == 0.003
    (band,) = axis.patches
    assert (band.get_x(), band.get_x() + band.get_width()) == pytest.approx((0.002, 0.0035))
    assert axis.get_title() == "sigma* = 0.003"


def test_an_interval_from_0_begins_at_the_left_edge() -> None:
    (band,) = ladder(low=0.0).axes[0].patches
    assert (band.get_x(), band.get_x() + band.get_width()) == pytest.approx((0.0005, 0.0035))


def test_where_no_judge_needs_fooling_there_is_no_line(tmp_path: Path) -> None:
    figure = ladder(0.0, 0.0, 0.002)
    assert len(figure.axes[0].lines) == 3
    assert not figure.axes[0].patches
    assert figure.axes[0].get_title() == "sigma* = 0: no judge needs fooling"
    assert_drawable(figure, tmp_path)


def test_where_no_noise_suffices_the_line_is_at_the_last_level(tmp_path: Path) -> None:
    figure = ladder(*(LEVELS[-1],) * 3)
    assert figure.axes[0].lines[-1].get_xdata()[0] == 0.004
    assert_drawable(figure, tmp_path)


def colours(distances: Any, faults: list[tuple[str, str]] = FAULTS) -> list[list[str]]:
    """Of each cell."""
    (image,) = classifier_figures.calibration(faults, SCORES, np.array(distances, float)).axes[0].images
    return [[to_hex(cell) for cell in row] for row in image.to_rgba(image.get_array())]


def test_the_calibration_has_a_cell_for_each_fault_and_score(tmp_path: Path) -> None:
    figure = classifier_figures.calibration(FAULTS, SCORES, np.arange(8.0).reshape(4, 2))
    axis, _ = figure.axes
    assert axis.images[0].get_array().tolist() == [[0, 1], [2, 3], [4, 5], [6, 7]]
    assert [label.get_text() for label in axis.get_xticklabels()] == SCORES
    assert [label.get_text().strip() for label in axis.get_yticklabels()] == [
        *("none", "noise 0.01 y", "noise 0.1 y", "chirp 1 of w"),
    ]
    assert_drawable(figure, tmp_path)


def test_the_calibration_tells_the_unit_and_what_counts_as_seen() -> None:
    _, bar = classifier_figures.calibration(FAULTS, SCORES, np.arange(8.0).reshape(4, 2)).axes
    assert bar.get_ylabel() == "floor standard deviations"
    assert [label.get_text() for label in bar.get_yticklabels()] == ["0", "5: seen", "20", "100", "1000"]


def test_the_calibration_draws_a_line_between_faults() -> None:
    axis, _ = classifier_figures.calibration(FAULTS, SCORES, np.zeros((4, 2))).axes
    assert [line.get_ydata()[0] for line in axis.lines] == [0.5, 2.5]


def test_colours_step_at_5_20_100_and_1000() -> None:
    cells = colours([[0, 4.9], [5.1, 19], [21, 99], [101, 999]])
    assert cells[0] == [WHITE, WHITE]
    for left, right in cells[1:]:
        assert left == right
    steps = [cells[0][0], cells[1][0], cells[2][0], cells[3][0], *colours([[1001, 1e9]] * 4)[0]]
    assert len(set(steps)) == 5
    assert steps[-1] == steps[-2]


def test_infinite_distances_are_seen_best_and_missing_ones_grey(tmp_path: Path) -> None:
    (far, missing), (white, beyond) = colours([[np.inf, np.nan], [0, 1e15]], FAULTS[:2])
    assert far == beyond == colours([[1e6, 1e6]] * 2, FAULTS[:2])[0][0]
    assert (missing, white) == (GREY, WHITE)
    assert_drawable(classifier_figures.calibration(FAULTS[:1], SCORES, np.array([[np.inf, np.nan]])), tmp_path)
