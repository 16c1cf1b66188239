"""Figures of series whose distribution is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sinegan.reporting import wave_figures
from sinegan.reporting.style import CHANNELS, GENERATED, OTHER_REAL, REAL, panels, styled

Array = NDArray[Any]
Arrays = Mapping[str, Array]
"""Of models/figure_data.npz."""

_ROWS = 5
_MAX_CHANNELS = 4
_SCALED = "y (scaled to [0, 1])"


@dataclass(frozen=True, eq=False)
class FileUnits:
    """Names and units of a user's file.

    Attributes
    ----------
    channels
        Names of the channels; empty if there is only one.
    low, high
        The values that are 0 and 1 after scaling, as in `sinegan.waves.scaling.Scaling`.
    """

    channels: tuple[str, ...]
    low: Array
    high: Array

    @classmethod
    def of(cls, trained: Mapping[str, Any]) -> Self:
        """From the content of models/recipe.json."""
        n, scaling = trained.get("n_channels", 1), trained["scaling"]
        names = trained.get("columns") or [f"channel {number + 1}" for number in range(n)]
        return cls(tuple(names) if n > 1 else (), np.asarray(scaling["low"]), np.asarray(scaling["high"]))

    @property
    def scales_points(self) -> bool:
        """Whether each point has its own scaling, so that the values of different points have no common unit."""
        return self.low.ndim > 1 or (self.low.ndim == 1 and not self.channels)

    def undo(self, series: Array) -> Array:
        """Scaled series in the units of the file."""
        restored: Array = series * (self.high - self.low) + self.low
        return restored

    def range_of(self, channel: int) -> tuple[float, float]:
        """The values of a channel that are 0 and 1 after scaling; 0 and 1 if that differs from point to point."""
        if self.scales_points:
            return 0.0, 1.0
        low, high = (np.broadcast_to(values, max(len(self.channels), 1)) for values in (self.low, self.high))
        return float(low[channel]), float(high[channel])

    def label(self, channel: int) -> str:
        """Of an axis that shows the values of a channel."""
        name = self.channels[channel] if self.channels else "y"
        return f"{name} (scaled to [0, 1])" if self.scales_points else name


@styled
def side_by_side(data: Arrays, file: FileUnits, *, seed: int) -> Figure:
    """Random real series on the left, random generated ones on the right, each in a panel of its own.

    In the units of the file if there is one channel; several, which may have different units, are shown as scaled.
    """
    rng = np.random.default_rng(seed)
    real, generated = data["real_waves"], data["generated_waves"]
    if not file.channels:
        real, generated = file.undo(real), file.undo(generated)
    rows = min(_ROWS, len(real), len(generated))
    figure, axes = panels(rows, 2, (9, 0.6 + 1.1 * rows), sharex=True, sharey=True)
    for column, (series, color) in enumerate(((real, REAL), (generated, GENERATED))):
        for axis, number in zip(axes[column::2], rng.choice(len(series), rows, replace=False), strict=True):
            # One line; of several channels one for each, whose colours are the same on both sides.
            axis.set_prop_cycle(color=CHANNELS)
            lines = axis.plot(data["x"], series[number], linewidth=1, color=None if file.channels else color)
    axes[0].set_title("real")
    axes[1].set_title("generated")
    figure.supxlabel("point")
    figure.supylabel(_SCALED if file.channels else "y")
    if file.channels:
        figure.legend(lines, file.channels, loc="outside upper right", ncols=_MAX_CHANNELS)
    return figure


def snapshots(x: Array, series: Array, steps: Array, file: FileUnits) -> Figure:
    """The same series at steps from the first to the last, the first channel alone; arguments as of waves."""
    first = series[..., 0] if file.channels else file.undo(series)
    label = f"{file.channels[0]} (scaled)" if file.channels else "y"
    return wave_figures.snapshots(x, first, steps, xlabel="point", ylabel=label)


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
def autocorrelation(data: Arrays, file: FileUnits) -> Figure:
    """Mean autocorrelation by lag, of up to four channels."""
    figure, axes = _channel_panels(data["real_autocorrelation"], file)
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
def histograms(data: Arrays, file: FileUnits) -> Figure:
    """Densities of all values, of up to four channels; in the file's units, unless each point has its own scaling."""
    figure, axes = _channel_panels(data["real_histogram"], file)
    for number, axis in enumerate(axes):
        low, high = file.range_of(number)
        for name, color, dashes, label in _SIDES:
            edges = data["histogram_edges"][number] * (high - low) + low
            density = data[f"{name}_histogram"][number] / (high - low)
            axis.stairs(density, edges, color=color, linestyle=dashes, label=label)
        axis.set(xlabel=file.label(number))
    axes[0].set_ylabel("density")
    axes[0].legend()
    return figure


_SIDES = (
    ("reference", OTHER_REAL, "--", "other real"),
    ("real", REAL, "-", "real"),
    ("generated", GENERATED, "-", "generated"),
)
"""Prefix of the arrays, colour, line and label."""


def _channel_panels(by_channel: Array, file: FileUnits) -> tuple[Figure, list[Axes]]:
    n = min(len(by_channel), _MAX_CHANNELS)
    figure, axes = panels(1, n, (3 + 2.2 * n, 3.2))
    for axis, name in zip(axes, file.channels, strict=False):
        axis.set_title(name)
    return figure, axes
