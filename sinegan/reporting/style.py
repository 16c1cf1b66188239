"""Colours and style of all figures, and how they are written."""

from typing import Any

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sinegan.io.files import replacing

REAL, GENERATED, OTHER_REAL = "#0b6e99", "#d1600a", "#7fb8d0"
_STYLE: Any = {
    **{"font.size": 9.0, "axes.titlesize": 9.0, "legend.fontsize": 8.0},
    **{"axes.grid": True, "grid.alpha": 0.25, "legend.frameon": False},
}
_DPI = 130


styled = style.context(["default", _STYLE])
"""Decorator of functions that draw: our style, regardless of the user's Matplotlib settings."""


def panels(
    rows: int, columns: int, size: tuple[float, float], *, sharex: bool = False, sharey: bool = False
) -> tuple[Figure, list[Axes]]:
    """An empty figure of `size` (inches), and its axes row by row."""
    figure = Figure(figsize=size, layout="constrained")
    return figure, list(figure.subplots(rows, columns, squeeze=False, sharex=sharex, sharey=sharey).ravel())


@styled
def write(path: str, figure: Figure) -> None:
    """Write a PNG whose bytes depend on the figure alone."""
    with replacing(path) as partial:
        figure.savefig(partial, dpi=_DPI, metadata={"Software": None})
