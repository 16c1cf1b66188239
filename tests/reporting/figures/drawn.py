"""Figures that are drawn for tests, and what is read from them."""

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sinegan.reporting import style, wave_figures
from sinegan.reporting.figure_names import HISTORY
from sinegan.waves.law import Law
from tests.reporting.figures.figure_arrays import N, arrays

LINES = {"waves": [3, 3, 3], "article": [2, 2], "losses": [2, 3], "snapshots": [8] * 12}
"""Number of lines in each panel of each figure of waves and of the training."""


def legend(axis: Axes) -> list[str]:
    return [text.get_text() for text in axis.get_legend().get_texts()]


def assert_drawable(figure: Figure, folder: Path) -> None:
    """A warning would be an error."""
    figure.set_dpi(30)
    style.write(str(folder / "a.png"), figure)
    assert (folder / "a.png").stat().st_size > 1000


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


def lowest(figure: Figure) -> list[Axes]:
    """The lowest visible axes of each column."""
    by_column = {axis.get_subplotspec().colspan.start: axis for axis in figure.axes if axis.get_visible()}
    return [by_column[column] for column in sorted(by_column)]
