"""Figures of series whose distribution is unknown."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sinegan.reporting.style import GENERATED, OTHER_REAL, REAL, panels, styled

Array = NDArray[Any]
Arrays = Mapping[str, Array]
"""Of models/figure_data.npz."""

_ROWS = 5
_MAX_CHANNELS = 4


@styled
def side_by_side(data: Arrays, *, seed: int) -> Figure:
    """Random real series on the left, random generated ones on the right, each in a panel of its own."""
    rng = np.random.default_rng(seed)
    real, generated = data["real_waves"], data["generated_waves"]
    rows = min(_ROWS, len(real), len(generated))
    figure, axes = panels(rows, 2, (9, 0.6 + 1.1 * rows), sharex=True, sharey=True)
    for column, (series, color) in enumerate(((real, REAL), (generated, GENERATED))):
        for axis, number in zip(axes[column::2], rng.choice(len(series), rows, replace=False), strict=True):
            _lines(axis, data["x"], series[number], color)
    axes[0].set_title("real")
    axes[1].set_title("generated")
    figure.supxlabel("x")
    figure.supylabel("y")
    return figure


@styled
def maps(data: Arrays) -> Figure:
    """Real and generated series as points: by principal components, and by t-SNE."""
    figure, axes = panels(1, 2, (9, 4))
    for axis, name, title in zip(
        axes, ("pca", "tsne"), ("principal components of the real series", "t-SNE"), strict=True
    ):
        for side, color in (("real", REAL), ("generated", GENERATED)):
            points = data[f"{side}_{name}"]
            axis.scatter(
                points[:, 0], points[:, 1], s=9, color=color, alpha=0.5, linewidths=0, label=f"{side} ({len(points)})"
            )
        axis.set(title=title)
        axis.legend(markerscale=2)
    axes[0].set(xlabel="first component (y)", ylabel="second component (y)")
    axes[1].set(xticks=[], yticks=[])
    return figure


@styled
def autocorrelation(data: Arrays) -> Figure:
    """Mean autocorrelation by lag, of up to four channels."""
    figure, axes = _channel_panels(data["real_autocorrelation"])
    for number, axis in enumerate(axes):
        for name, color, dashes, label in _SIDES:
            values = data[f"{name}_autocorrelation"][number]
            axis.plot(np.arange(len(values)), values, dashes, color=color, label=label)
        axis.axhline(0, color="black", linewidth=0.6)
        axis.set(xlabel="lag (points)")
    axes[0].set_ylabel("autocorrelation")
    axes[0].legend()
    return figure


@styled
def histograms(data: Arrays) -> Figure:
    """Densities of all values, of up to four channels."""
    figure, axes = _channel_panels(data["real_histogram"])
    for number, axis in enumerate(axes):
        for name, color, dashes, label in _SIDES:
            edges = data["histogram_edges"][number]
            axis.stairs(data[f"{name}_histogram"][number], edges, color=color, linestyle=dashes, label=label)
        axis.set(xlabel="y")
    axes[0].set_ylabel("density (1 / y)")
    axes[0].legend()
    return figure


_SIDES = (
    ("reference", OTHER_REAL, "--", "other real"),
    ("real", REAL, "-", "real"),
    ("generated", GENERATED, "-", "generated"),
)
"""Prefix of the arrays, colour, line and label."""


def _channel_panels(by_channel: Array) -> tuple[Figure, list[Axes]]:
    n = min(len(by_channel), _MAX_CHANNELS)
    figure, axes = panels(1, n, (3 + 2.2 * n, 3.2))
    if n > 1:
        for number, axis in enumerate(axes):
            axis.set_title(f"channel {number + 1}")
    return figure, axes


def _lines(axis: Axes, x: Array, series: Array, color: str) -> None:
    """One line; of several channels one for each, whose colours are the same on both sides."""
    axis.plot(x, series, linewidth=1, color=color if series.ndim == 1 else None)
