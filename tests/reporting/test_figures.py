"""Figures of waves and of the training have labels, and the lines that they should have."""

import ast
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sinegan.reporting import classifier_figures, figures, score_figures, style
from sinegan.reporting.captions import CAPTIONS
from sinegan.reporting.options import Report
from sinegan.waves.law import Law

ROOT = Path(__file__).resolve().parents[2]
N = 40


def shown(law: Law, real: np.ndarray, generated: np.ndarray, sinad: np.ndarray | None = None) -> dict[str, np.ndarray]:
    """As models/figure_data.npz has them."""
    data = {"x": law.x, "real_waves": real, "generated_waves": generated}
    return data if sinad is None else data | {"sinad": sinad}


def draw(name: str, law: Law, *, pictures: int = 12) -> Figure:
    rng = np.random.default_rng(7)
    real, generated = rng.random((2, N, law.n_points))
    match name:
        case "waves":
            return figures.waves(shown(law, real, generated, rng.random(N)), seed=2)
        case "article":
            return figures.article(shown(law, real, generated))
        case "losses":
            return figures.losses(dict(zip(figures.HISTORY, 0.1 + rng.random((4, 6)), strict=True)))
        case _:
            return figures.film(law.x, rng.random((pictures, 8, law.n_points)), np.arange(pictures) * 50)


LINES = {"waves": [3, 3, 3], "article": [2, 2], "losses": [2, 2], "film": [8] * 12}
LABELS = {  # of the lowest axes, left to right; of the leftmost axes, top to bottom
    "waves": (["x", "x", "x"], ["y"]),
    "article": (["x", "x"], ["y"]),
    "losses": (["epoch"], ["loss (nats)", "discriminator's accuracy"]),
    "film": (["x"] * 4, ["y"] * 3),
}
each_figure = pytest.mark.parametrize("name", LINES)


def lowest(figure: Figure) -> list[Axes]:
    """The lowest axis that is seen in each column."""
    by_column = {axis.get_subplotspec().colspan.start: axis for axis in figure.axes if axis.get_visible()}
    return [by_column[column] for column in sorted(by_column)]


def words(axis: Axes) -> list[str]:
    return [text.get_text() for text in axis.get_legend().get_texts()]


def test_each_caption_has_a_figure_that_the_report_draws() -> None:
    tree = ast.parse((ROOT / "sinegan/reporting/pictures.py").read_text())
    drawn = [
        pair
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AugAssign) and isinstance(node.value, ast.Dict)
        for pair in zip(node.value.keys, node.value.values, strict=True)
    ]
    calls = {key.value: ast.unparse(call.func).split(".") for key, call in drawn}
    assert set(calls) == set(CAPTIONS)
    rooms = {"figures": figures, "score_figures": score_figures, "classifier_figures": classifier_figures}
    for name, (module, function) in calls.items():
        assert function == name
        assert callable(getattr(rooms[module], function))
    assert {name for name, (module, _) in calls.items() if module == "figures"} == set(LINES)


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
        style.write(str(tmp_path / copy), draw(name, law, pictures=2))
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_the_random_waves_depend_on_the_seed(law: Law) -> None:
    waves = np.random.default_rng(0).random((N, law.n_points))
    one, same, other = (figures.waves(shown(law, waves, waves, waves[:, 0]), seed=seed) for seed in (1, 1, 2))
    lines = [[line.get_ydata().tolist() for line in figure.axes[0].lines] for figure in (one, same, other)]
    assert lines[0] == lines[1] != lines[2]


def test_the_random_waves_are_three_different_ones_of_each_side(law: Law) -> None:
    real = np.repeat(np.arange(5.0)[:, None], law.n_points, axis=1)
    figure = figures.waves(shown(law, real, 10 + real, real[:, 0]), seed=1)
    for axis, side in zip(figure.axes, (0, 10), strict=False):
        chosen = {line.get_ydata()[0] - side for line in axis.lines}
        assert len(chosen) == 3
        assert chosen <= set(range(5))
        assert all(line.get_xdata().tolist() == law.x.tolist() for line in axis.lines)


def test_without_a_sinad_no_waves_are_ranked(law: Law) -> None:
    waves = np.random.default_rng(0).random((N, law.n_points))
    assert len(figures.waves(shown(law, waves, waves), seed=1).axes) == 2


def test_the_ranked_waves_are_worst_median_and_best(law: Law) -> None:
    generated = np.repeat(np.arange(5.0)[:, None], law.n_points, axis=1)
    figure = figures.waves(shown(law, generated, generated, np.array([30.0, 10.0, 50.0, 20.0, 40.0])), seed=1)
    assert [line.get_ydata()[0] for line in figure.axes[2].lines] == [1.0, 0.0, 2.0]
    assert words(figure.axes[2]) == ["worst, 10.0 dB", "median, 30.0 dB", "best, 50.0 dB"]


def test_the_articles_figure_is_a_rolling_mean_of_five_without_the_first_five(law: Law) -> None:
    ramp = np.arange(law.n_points, dtype=float)
    figure = figures.article(shown(law, ramp[None], np.stack([ramp, ramp])))
    assert figure.axes[0].lines[0].get_ydata().tolist() == ramp.tolist()
    line = figure.axes[1].lines[0]
    np.testing.assert_allclose(line.get_xdata(), law.x[5:])
    np.testing.assert_allclose(line.get_ydata(), ramp[5:] - 2)  # the mean of a ramp over n-4 .. n is n-2


def test_losses_are_taken_by_the_columns_names() -> None:
    history = dict(zip(figures.HISTORY, np.arange(1.0, 9.0).reshape(2, 4).T, strict=True))
    figure = figures.losses(dict(reversed(history.items())))
    above, below = figure.axes
    assert [line.get_ydata().tolist() for line in above.lines] == [[1.0, 5.0], [4.0, 8.0]]
    assert [line.get_ydata().tolist() for line in below.lines] == [[2.0, 6.0], [3.0, 7.0]]
    assert above.lines[0].get_xdata().tolist() == [1, 2]
    assert words(above) == ["discriminator", "generator"]
    assert words(below) == ["on real waves", "on generated waves"]


@pytest.mark.parametrize(("pictures", "seen"), [(1, 1), (3, 3), (11, 11), (12, 12), (40, 12)])
def test_the_film_shows_at_most_twelve_from_first_to_last(law: Law, pictures: int, seen: int) -> None:
    titles = [axis.get_title() for axis in draw("film", law, pictures=pictures).axes if axis.get_visible()]
    assert len(titles) == seen
    assert titles[0] == "epoch 0"
    assert titles[-1] == f"epoch {50 * (pictures - 1)}"


@pytest.mark.parametrize("pictures", [5, 11])
def test_the_film_labels_each_column_below(law: Law, pictures: int) -> None:
    bottom = lowest(draw("film", law, pictures=pictures))
    assert [axis.get_xlabel() for axis in bottom] == ["x"] * 4
    assert all(axis.xaxis.get_tick_params()["labelbottom"] for axis in bottom)


def test_a_seed_for_the_report_is_bounded() -> None:
    assert Report(seed=0).seed == 0
    with pytest.raises(ValueError, match="less than"):
        Report(seed=2**31)
