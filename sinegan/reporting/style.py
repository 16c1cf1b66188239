"""Colours and style of all figures, and how they are written."""

from typing import Any

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sinegan.io.files import replacing

REAL, OTHER_REAL, GENERATED = "#0b6e99", "#7fb8d0", "#d1600a"
DARK, GREY = "#5c2600", "#888888"
"""They differ in lightness, so that colour-blind readers, and those of a print in grey, can tell them apart."""
CHANNELS = ("#333333", "#b0468f", "#4d9221", "#8c6bb1", "#c2a000", "#8c510a", "#67a9cf", "#ef8a62")
"""Of the channels of a series: other colours than those of real and generated series."""
_STYLE: Any = {
    **{"font.size": 9.0, "axes.titlesize": 9.0, "legend.fontsize": 8.0},
    **{"axes.grid": True, "grid.alpha": 0.25, "legend.frameon": False},
}
_DPI = 200


styled = style.context(["default", _STYLE])
"""Decorator of functions that draw: our style, regardless of the user's Matplotlib settings."""


def panels(
    rows: int, columns: int, size: tuple[float, float], *, sharex: bool = False, sharey: bool = False
) -> tuple[Figure, list[Axes]]:
    """An empty figure of `size` (inches), and its axes row by row."""
    figure = Figure(figsize=size, layout="constrained")
    return figure, list(figure.subplots(rows, columns, squeeze=False, sharex=sharex, sharey=sharey).ravel())


@styled
def write(path: str, figure: Figure, *, note: str | None = None) -> None:
    """Write a PNG whose bytes depend on the figure and the note alone.

    Parameters
    ----------
    path, figure
        Where to, and what.
    note
        Kept in the file as its description: which result is shown.
    """
    with replacing(path) as partial:
        figure.savefig(partial, dpi=_DPI, metadata={"Software": None} | ({"Description": note} if note else {}))
