"""Figures of waves and of the training have labels, and the lines that they should have."""

import ast
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sinegan.reporting import classifier_figures, figures, score_figures, series_figures, style, wave_figures
from sinegan.reporting.figure_names import HISTORY
from sinegan.reporting.options import Report
from sinegan.waves.law import Law
from tests.report_fixtures import report_data

ROOT = Path(__file__).resolve().parents[2]
N = 40


def arrays(law: Law, real: np.ndarray, generated: np.ndarray, sinad: np.ndarray | None = None) -> dict[str, np.ndarray]:
    """Arrays of models/figure_data.npz."""
    sinad = np.arange(float(len(generated))) if sinad is None else sinad
    return {"x": law.x, "real_waves": real, "generated_waves": generated, "sinad": sinad}


def draw(name: str, law: Law, *, n_snapshots: int = 12) -> Figure:
    rng = np.random.default_rng(7)
    real, generated = rng.random((2, N, law.n_points))
    match name:
        case "waves":
            return wave_figures.waves(arrays(law, real, generated, rng.random(N)), seed=2)
        case "article":
            return wave_figures.article(arrays(law, real, generated, rng.random(N)))
        case "losses":
            return wave_figures.losses(dict(zip(HISTORY, 0.1 + rng.random((4, 6)), strict=True)))
        case _:
            waves, steps = rng.random((n_snapshots, 8, law.n_points)), np.arange(n_snapshots) * 50
            return wave_figures.snapshots(law.x, waves, steps)


LINES = {"waves": [3, 3, 3], "article": [2, 2], "losses": [2, 3], "snapshots": [8] * 12}
LABELS = {  # of the lowest axes, left to right; of the leftmost axes, top to bottom
    "waves": (["x", "x", "x"], ["y"]),
    "article": (["x", "x"], ["y"]),
    "losses": (["step", "step"], ["loss (nats)"]),
    "snapshots": (["x"] * 4, ["y"] * 3),
}
MODULES = wave_figures, score_figures, classifier_figures, series_figures

each_figure = pytest.mark.parametrize("name", LINES)


def lowest(figure: Figure) -> list[Axes]:
    """The lowest visible axes of each column."""
    by_column = {axis.get_subplotspec().colspan.start: axis for axis in figure.axes if axis.get_visible()}
    return [by_column[column] for column in sorted(by_column)]


def legend(axis: Axes) -> list[str]:
    return [text.get_text() for text in axis.get_legend().get_texts()]


def test_each_figure_of_the_report_is_drawn_by_the_function_of_its_name() -> None:
    tree = ast.parse((ROOT / "sinegan/reporting/figures.py").read_text())
    pairs = [
        pair
        for node in ast.walk(tree)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Dict)
        for pair in zip(node.value.keys, node.value.values, strict=True)
    ]
    calls = [(key.value, *ast.unparse(call.func).split(".")) for key, call in pairs]
    drawn = {name for known in (True, False) for name in figures.draw(report_data(has_law=known), seed=1)}
    assert {name for name, *_ in calls} == drawn
    modules = {module.__name__.split(".")[-1]: module for module in MODULES}
    for name, module, function in calls:
        assert function == name
        assert callable(getattr(modules[module], function))
    assert {name for name, module, _ in calls if module == "wave_figures"} == set(LINES)


@pytest.mark.parametrize(("has_law", "n_channels", "n_figures"), [(True, 1, 10), (False, 1, 8), (False, 2, 8)])
def test_the_bytes_of_every_figure_depend_on_the_inputs_alone(
    has_law: bool, n_channels: int, n_figures: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(style, "_DPI", 30)  # for speed
    for folder in ("one", "two"):
        for name, figure in figures.draw(report_data(has_law=has_law, n_channels=n_channels), seed=1).items():
            style.write(str(tmp_path / folder / f"{name}.png"), figure)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("one", "two"))
    assert one == two
    assert len(one) == n_figures


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


def test_series_of_a_users_file_are_drawn_by_point() -> None:
    drawn = figures.draw(report_data(has_law=False), seed=1)
    for name in ("side_by_side", "snapshots"):
        assert drawn[name].axes[0].lines[0].get_xdata().tolist() == list(range(20))
    assert {axis.get_xlabel() for axis in lowest(drawn["snapshots"])} == {"point"}
    assert drawn["side_by_side"].get_supxlabel() == "point"


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


@pytest.mark.parametrize(("n_snapshots", "n_panels"), [(1, 1), (3, 3), (4, 4), (11, 8), (12, 12), (40, 12)])
def test_whole_rows_of_snapshots_are_shown_from_first_to_last(law: Law, n_snapshots: int, n_panels: int) -> None:
    titles = [axis.get_title() for axis in draw("snapshots", law, n_snapshots=n_snapshots).axes]
    assert len(titles) == len(set(titles)) == n_panels
    assert titles[0] == "step 0"
    assert titles[-1] == f"step {50 * (n_snapshots - 1):,}"


def test_a_noise_vector_keeps_its_shade_and_no_other_has_it(law: Law) -> None:
    shades = [[tuple(line.get_color()) for line in axis.lines] for axis in draw("snapshots", law).axes]
    assert all(row == shades[0] for row in shades)
    assert len(set(shades[0])) == 8
    assert shades[0][0] == wave_figures._SHADES(0.0)


def test_the_legend_is_above_waves_in_0_to_1(law: Law) -> None:
    waves = np.random.default_rng(0).random((N, law.n_points))
    figure = wave_figures.waves(arrays(law, waves, waves, 50 * waves[:, 0]), seed=1)
    figure.draw_without_rendering()
    axis = figure.axes[2]
    box = axis.get_legend().get_window_extent().transformed(axis.transData.inverted())
    assert box.y0 > 1
    assert axis.get_xlim()[0] < box.x0 < box.x1 < axis.get_xlim()[1]


@pytest.mark.parametrize("n_snapshots", [5, 11])
def test_each_column_of_snapshots_is_labelled_below(law: Law, n_snapshots: int) -> None:
    bottom = lowest(draw("snapshots", law, n_snapshots=n_snapshots))
    assert [axis.get_xlabel() for axis in bottom] == ["x"] * 4
    assert all(axis.xaxis.get_tick_params()["labelbottom"] for axis in bottom)


def test_the_seed_of_the_report_is_bounded() -> None:
    assert Report(seed=0).seed == 0
    with pytest.raises(ValueError, match="less than"):
        Report(seed=2**31)
