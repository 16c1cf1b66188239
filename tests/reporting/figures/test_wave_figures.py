"""Figures of waves and of the training have labels, and the lines that they should have."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.reporting import style, wave_figures
from sinegan.reporting.figure_names import HISTORY
from sinegan.waves.law import Law
from tests.reporting.figures.drawn import LINES, draw, legend, lowest
from tests.reporting.figures.figure_arrays import N, arrays

LABELS = {  # of the lowest axes, left to right; of the leftmost axes, top to bottom
    "waves": (["x", "x", "x"], ["y"]),
    "article": (["x", "x"], ["y"]),
    "losses": (["step", "step"], ["loss (nats)"]),
    "snapshots": (["x"] * 4, ["y"] * 3),
}

each_figure = pytest.mark.parametrize("name", LINES)


@each_figure
def test_number_of_lines(name: str, law: Law) -> None:
    assert [len(axis.lines) for axis in draw(name, law).axes] == LINES[name]


@each_figure
def test_axes_are_labelled(name: str, law: Law) -> None:
    figure = draw(name, law)
    below, left = LABELS[name]
    assert [axis.get_xlabel() for axis in lowest(figure)] == below
    assert [axis.get_ylabel() for axis in figure.axes if axis.get_subplotspec().is_first_col()] == left


@each_figure
def test_written_twice_the_bytes_are_equal(
    name: str, law: Law, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(style, "_DPI", 30)  # for speed
    for copy in ("one.png", "two.png"):
        style.write(str(tmp_path / copy), draw(name, law, n_snapshots=2))
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_the_random_waves_depend_on_the_seed(law: Law) -> None:
    waves = np.random.default_rng(0).random((N, law.n_points))
    one, same, other = (wave_figures.waves(arrays(law, waves, waves, waves[:, 0]), seed=seed) for seed in (1, 1, 2))
    lines = [[line.get_ydata().tolist() for line in figure.axes[0].lines] for figure in (one, same, other)]
    assert lines[0] == lines[1] != lines[2]


def test_the_random_waves_are_three_different_ones_of_each_side(law: Law) -> None:
    real = np.repeat(np.arange(5.0)[:, None], law.n_points, axis=1)
    figure = wave_figures.waves(arrays(law, real, 10 + real, real[:, 0]), seed=1)
    for axis, side in zip(figure.axes, (0, 10), strict=False):
        chosen = {line.get_ydata()[0] - side for line in axis.lines}
        assert len(chosen) == 3
        assert chosen <= set(range(5))
        assert all(line.get_xdata().tolist() == law.x.tolist() for line in axis.lines)


def test_the_accuracy_is_that_on_waves_or_series() -> None:
    history = dict.fromkeys(HISTORY, np.ones(3))
    assert legend(wave_figures.losses(history, waves="series").axes[1])[:2] == ["real series", "generated series"]


def test_the_ranked_waves_are_worst_median_and_best(law: Law) -> None:
    generated = np.repeat(np.arange(5.0)[:, None], law.n_points, axis=1)
    figure = wave_figures.waves(arrays(law, generated, generated, np.array([30.0, 10.0, 50.0, 20.0, 40.0])), seed=1)
    assert [line.get_ydata()[0] for line in figure.axes[2].lines] == [1.0, 0.0, 2.0]
    assert legend(figure.axes[2]) == ["worst 10", "median 30", "best 50"]


def test_the_figure_of_the_article_is_a_rolling_mean_of_five_without_the_first_five(law: Law) -> None:
    ramp = np.arange(law.n_points, dtype=float)
    figure = wave_figures.article(arrays(law, ramp[None], np.stack([ramp, ramp])))
    assert figure.axes[0].lines[0].get_ydata().tolist() == ramp.tolist()
    line = figure.axes[1].lines[0]
    np.testing.assert_allclose(line.get_xdata(), law.x[5:])
    np.testing.assert_allclose(line.get_ydata(), ramp[5:] - 2)  # the mean of a ramp over n-4 .. n is n-2


def test_losses_are_taken_by_the_columns_names() -> None:
    history = dict(zip(HISTORY, np.arange(1.0, 9.0).reshape(2, 4).T, strict=True))
    figure = wave_figures.losses(dict(reversed(history.items())))
    above, below = figure.axes
    assert [line.get_ydata().tolist() for line in above.lines] == [[1.0, 5.0], [4.0, 8.0]]
    assert [list(line.get_ydata()) for line in below.lines] == [[2.0, 6.0], [3.0, 7.0], [0.5, 0.5]]
    assert above.lines[0].get_xdata().tolist() == [1, 2]
    assert legend(above) == ["discriminator", "generator"]
    assert legend(below) == ["real waves", "generated waves", "guessing"]


def test_the_legend_is_above_waves_in_0_to_1(law: Law) -> None:
    waves = np.random.default_rng(0).random((N, law.n_points))
    figure = wave_figures.waves(arrays(law, waves, waves, 50 * waves[:, 0]), seed=1)
    figure.draw_without_rendering()
    axis = figure.axes[2]
    box = axis.get_legend().get_window_extent().transformed(axis.transData.inverted())
    assert box.y0 > 1
    assert axis.get_xlim()[0] < box.x0 < box.x1 < axis.get_xlim()[1]


@pytest.mark.parametrize(("offset", "scaled"), [(0.0, False), (1.0, False), (100.0, True)])
def test_channels_of_very_different_values_are_scaled_for_the_picture(offset: float, scaled: bool) -> None:
    first = np.random.default_rng(0).random((4, 30))
    figure = wave_figures.samples(np.stack([first, first + offset], axis=2), names=["one", "two"])
    drawn = np.array([[line.get_ydata() for line in axis.lines] for axis in figure.axes])
    shown = np.ptp(drawn[:, 1]) / np.ptp(drawn)
    assert shown > 0.3, "a channel is flat beside the other"
    assert figure.get_supylabel() == ("y (each channel scaled to [0, 1])" if scaled else "y")
    assert np.allclose(drawn[:, 0], first) == (not scaled)


def test_a_constant_channel_can_be_drawn() -> None:
    series = np.stack([np.ones((4, 30)), np.random.default_rng(0).random((4, 30))], axis=2)
    lines = [line.get_ydata() for axis in wave_figures.samples(series).axes for line in axis.lines]
    assert np.isfinite(lines).all()
