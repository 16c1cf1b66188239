"""Figures of the classifiers and of the calibration."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from sinegan.reporting import classifier_figures
from sinegan.schema.scores import NoiseLevel
from tests.fixtures.scores import made
from tests.reporting.figures.drawn import assert_drawable

LEVELS = (0.0, 0.001, 0.002, 0.004)
CURVE = [
    NoiseLevel(sigma=level, accuracy={"nearest_neighbour": 0.9 - 100 * level, "boosted_trees": 1.0 - 110 * level})
    for level in LEVELS
]

CORRUPTIONS = [("none", ""), ("noise", "0.01 y"), ("noise", "0.1 y"), ("chirp", "1 of w")]
SCORES = ["distribution/a", "distribution/b"]
WHITE, GREY = "#ffffff", "#dddddd"


def noise_threshold(value: float = 0.003, low: float = 0.002, high: float = 0.0035) -> Figure:
    score = made("c2st_60/noise_threshold", value=value, low=low, high=high)
    return classifier_figures.noise_threshold(CURVE, score)


def test_the_noise_threshold_shows_each_classifier_at_each_level(tmp_path: Path) -> None:
    figure = noise_threshold()
    (axis,) = figure.axes
    assert [text.get_text() for text in axis.get_legend().get_texts()] == ["nearest neighbour", "boosted trees"]
    for number, name in enumerate(("nearest_neighbour", "boosted_trees")):
        line, without_noise = axis.lines[2 * number : 2 * number + 2]
        assert line.get_xdata().tolist() == [0.001, 0.002, 0.004]
        assert line.get_ydata().tolist() == [row.accuracy[name] for row in CURVE[1:]]
        # The level 0 has no place on a logarithmic axis: it is drawn apart, left of the first.
        assert without_noise.get_xdata().tolist() == [0.00025]
        assert without_noise.get_ydata().tolist() == [CURVE[0].accuracy[name]]
        assert line.get_color() == without_noise.get_color()
    assert_drawable(figure, tmp_path)


def test_the_noise_threshold_is_labelled() -> None:
    (axis,) = noise_threshold().axes
    assert axis.get_xlabel() == "standard deviation of the noise on both sides (y)"
    assert [label.get_text() for label in axis.get_xticklabels()] == ["no noise", "0.001"]
    assert axis.get_ylabel() == "accuracy"
    assert axis.get_xscale() == "log"
    low, high = axis.get_ylim()
    assert low < 0.5 < 1 < high


def test_55_percent_and_the_threshold_with_its_interval_are_marked() -> None:
    (axis,) = noise_threshold().axes
    limit, threshold = axis.lines[4:]
    assert limit.get_ydata()[0] == 0.55
    assert threshold.get_xdata()[0] == 0.003
    (band,) = axis.patches
    assert (band.get_x(), band.get_x() + band.get_width()) == pytest.approx((0.002, 0.0035))
    assert axis.get_title() == "noise threshold 0.003 (real waves: 0)"


def test_an_interval_from_0_begins_at_the_left_edge() -> None:
    (band,) = noise_threshold(low=0.0).axes[0].patches
    assert (band.get_x(), band.get_x() + band.get_width()) == pytest.approx((0.00025, 0.0035))


def test_if_accuracy_is_chance_without_noise_there_is_no_line(tmp_path: Path) -> None:
    figure = noise_threshold(0.0, 0.0, 0.002)
    assert len(figure.axes[0].lines) == 5
    assert not figure.axes[0].patches
    assert figure.axes[0].get_title() == "noise threshold 0, as of real waves"
    assert_drawable(figure, tmp_path)


def test_if_no_noise_suffices_the_line_is_at_the_last_level(tmp_path: Path) -> None:
    figure = noise_threshold(*(LEVELS[-1],) * 3)
    assert figure.axes[0].lines[-1].get_xdata()[0] == 0.004
    assert_drawable(figure, tmp_path)


def colours(distances: Any, corruptions: list[tuple[str, str]] = CORRUPTIONS) -> list[list[str]]:
    """The colour of each cell."""
    (image,) = classifier_figures.calibration(corruptions, SCORES, np.array(distances, float)).axes[0].images
    return [[to_hex(cell) for cell in row] for row in image.to_rgba(image.get_array())]


def test_the_calibration_has_a_cell_for_each_corruption_and_score(tmp_path: Path) -> None:
    figure = classifier_figures.calibration(CORRUPTIONS, SCORES, np.arange(8.0).reshape(4, 2))
    axis, _ = figure.axes
    assert axis.images[0].get_array().tolist() == [[0, 1], [2, 3], [4, 5], [6, 7]]
    assert [label.get_text() for label in axis.get_xticklabels()] == SCORES
    assert [label.get_text().strip() for label in axis.get_yticklabels()] == [
        *("none", "noise 0.01 y", "noise 0.1 y", "chirp 1 of w"),
    ]
    assert_drawable(figure, tmp_path)


def test_the_calibration_has_its_unit_and_what_counts_as_detected() -> None:
    _, bar = classifier_figures.calibration(CORRUPTIONS, SCORES, np.arange(8.0).reshape(4, 2)).axes
    assert bar.get_ylabel() == "distance from the baseline, in its standard deviations"
    assert [label.get_text() for label in bar.get_yticklabels()] == ["0", "5: detected", "20", "100", "1,000"]


def test_the_calibration_has_a_line_between_corruptions() -> None:
    axis, _ = classifier_figures.calibration(CORRUPTIONS, SCORES, np.zeros((4, 2))).axes
    assert [line.get_ydata()[0] for line in axis.lines] == [0.5, 2.5]


def test_colours_step_at_5_20_100_and_1000() -> None:
    cells = colours([[0, 4.9], [5.1, 19], [21, 99], [101, 999]])
    assert cells[0] == [WHITE, WHITE]
    for left, right in cells[1:]:
        assert left == right
    steps = [cells[0][0], cells[1][0], cells[2][0], cells[3][0], *colours([[1001, 1e9]] * 4)[0]]
    assert len(set(steps)) == 5
    assert steps[-1] == steps[-2]


def test_infinite_distances_are_darkest_and_missing_ones_grey(tmp_path: Path) -> None:
    (far, missing), (white, beyond) = colours([[np.inf, np.nan], [0, 1e15]], CORRUPTIONS[:2])
    assert far == beyond == colours([[1e6, 1e6]] * 2, CORRUPTIONS[:2])[0][0]
    assert (missing, white) == (GREY, WHITE)
    assert_drawable(classifier_figures.calibration(CORRUPTIONS[:1], SCORES, np.array([[np.inf, np.nan]])), tmp_path)
