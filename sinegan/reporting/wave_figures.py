"""Figures of waves and of the training."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sinegan.reporting.style import CHANNELS, DARK, GENERATED, REAL, panels, styled

Array = NDArray[Any]
Arrays = Mapping[str, Array]

_Y = (-0.3, 1.35)  # generated waves may leave [0, 1]; the legend is above them
_DENSE, _NAMED, _FLAT = 100, 8, 3
"""Points from which on they are not marked; channels in a legend; how many of a channel's ranges the axis may have."""
_SHADES = LinearSegmentedColormap.from_list("shades", ["#f4b27c", GENERATED, DARK])


@styled
def waves(data: Arrays, *, seed: int) -> Figure:
    """Three random real waves, three random generated ones; and the best, median and worst generated ones by SINAD."""
    x, real, generated = data["x"], data["real_waves"], data["generated_waves"]
    rng = np.random.default_rng(seed)
    figure, axes = panels(1, 3, (10, 3), sharey=True)
    for row in rng.choice(len(real), 3, replace=False):
        axes[0].plot(x, real[row], color=REAL, marker=".", markersize=3, linewidth=1)
    for row in rng.choice(len(generated), 3, replace=False):
        axes[1].plot(x, generated[row], color=GENERATED, marker=".", markersize=3, linewidth=1)
    _ranked(axes[2], x, generated, data["sinad"])
    for axis, title in zip(axes, ("real (random)", "generated (random)", "generated (by SINAD in dB)"), strict=True):
        axis.set(title=title, xlabel="x", ylim=_Y)
    axes[0].set_ylabel("y")
    return figure


def _ranked(axis: Axes, x: Array, generated: Array, sinad: Array) -> None:
    order = np.argsort(sinad, kind="stable")
    ranks = {"worst": (order[0], ":"), "median": (order[len(order) // 2], "--"), "best": (order[-1], "-")}
    for name, (row, dashes) in ranks.items():
        label = f"{name} {sinad[row]:.0f}"
        axis.plot(x, generated[row], dashes, color=GENERATED, linewidth=1.3, label=label)
    axis.legend(loc="upper center", ncols=3, handlelength=1.5, columnspacing=1)


@styled
def samples(series: Array, *, color: str = GENERATED, names: Sequence[str] | None = None) -> Figure:
    """Waves ``(n, n_points)`` or ``(n, n_points, n_channels)``, four in a row, by index of the point.

    Channels of very different values are each scaled to [0, 1]. With `names` of the channels, a legend of up to eight.
    """
    series, label = _on_one_axis(series)
    rows, columns = -(-len(series) // 4), min(len(series), 4)
    line_color = color if series.ndim == 2 else None  # channels differ in colour
    figure, axes = panels(rows, columns, (9, 0.6 + 1.6 * rows), sharex=True, sharey=True)
    for axis, row in zip(axes, series, strict=False):
        axis.set_prop_cycle(color=CHANNELS)
        lines = axis.plot(row, marker=".", markersize=3 if len(row) < _DENSE else 0, linewidth=1, color=line_color)
    for axis in axes[len(series) :]:
        axis.remove()
    figure.supxlabel("point")
    figure.supylabel(label)
    if names:
        figure.legend(lines[:_NAMED], names[:_NAMED], loc="outside upper right", ncols=_NAMED)
    return figure


def _on_one_axis(series: Array) -> tuple[Array, str]:
    """The series, scaled if one of their channels would be flat beside the others, and the label of the axis."""
    if series.ndim == 2:
        return series, "y"
    low, high = series.min(axis=(0, 1)), series.max(axis=(0, 1))
    ranges = high - low
    if high.max() - low.min() <= _FLAT * ranges.min():
        return series, "y"
    return (series - low) / np.where(ranges > 0, ranges, 1.0), "y (each channel scaled to [0, 1])"


@styled
def article(data: Arrays) -> Figure:
    """The first two generated waves, before and after the article's rolling mean."""
    x, generated = data["x"], data["generated_waves"]
    figure, (raw, smooth) = panels(1, 2, (9, 3), sharey=True)
    window = min(5, len(x) - 1)
    for row, color in zip(generated[:2], (GENERATED, DARK), strict=False):
        raw.plot(x, row, color=color)
        mean = np.convolve(row, np.full(window, 1 / window), "valid")
        smooth.plot(x[window:], mean[1:], color=color)
    raw.set(title="two generated waves", xlabel="x", ylabel="y", ylim=_Y)
    smooth.set(title="the same after a 5-point rolling mean, as in the article", xlabel="x")
    return figure


@styled
def losses(history: Arrays, *, waves: str = "waves") -> Figure:
    """Losses, and accuracies of the discriminator on `waves`; `history` has a value per step in each column."""
    figure, (left, right) = panels(1, 2, (9, 2.8))
    steps = np.arange(1, len(history["generator_loss"]) + 1)
    for axis, name, color, label in (
        (left, "discriminator_loss", REAL, "discriminator"),
        (left, "generator_loss", GENERATED, "generator"),
        (right, "real_accuracy", REAL, f"real {waves}"),
        (right, "generated_accuracy", GENERATED, f"generated {waves}"),
    ):
        axis.plot(steps, history[name], color=color, linewidth=1, label=label)
    left.set(title="losses", xlabel="step", ylabel="loss (nats)", yscale="log")
    right.axhline(0.5, color="black", linewidth=0.8, linestyle=":", label="guessing")
    right.set(title="discriminator accuracy", xlabel="step", ylabel="accuracy")
    left.legend()
    right.legend()
    return figure


@styled
def snapshots(x: Array, waves: Array, steps: Array, *, xlabel: str = "x", ylabel: str = "y") -> Figure:
    """Four, eight or twelve of the snapshots ``(snapshots, waves, n_points)``, or as many as there are below four.

    First and last are included; each has its step. A wave, that is, a noise vector, keeps its shade.
    """
    n_panels = min(12, len(waves)) // 4 * 4 or len(waves)
    kept = np.linspace(0, len(waves) - 1, n_panels).round().astype(int)
    rows = -(-n_panels // 4)
    figure, axes = panels(rows, min(4, n_panels), (9, 0.3 + 1.5 * rows), sharex=True, sharey=True)
    shades = _SHADES(np.linspace(0, 1, waves.shape[1]))
    for axis, at in zip(axes, kept, strict=False):
        axis.set_prop_cycle(color=shades)
        axis.plot(x, waves[at].T, linewidth=0.8)
        axis.set_title(f"step {steps[at]:,}")
    for axis in axes[-4:]:
        axis.set_xlabel(xlabel)
    for axis in axes[::4]:
        axis.set_ylabel(ylabel)
    return figure
