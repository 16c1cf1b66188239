"""Figures of the classifiers, and of which score detects which corruption."""

from collections.abc import Sequence
from itertools import cycle

import numpy as np
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sinegan.reporting.formatting import number
from sinegan.reporting.style import DARK, GENERATED, GREY, REAL, panels, styled
from sinegan.schema.scores import NoiseLevel, Score

_LINES = ((REAL, "o"), (GENERATED, "s"), (DARK, "^"), (GREY, "v"), ("black", "x"))


@styled
def noise_threshold(curve: Sequence[NoiseLevel], noise_threshold: Score, *, has_law: bool = True) -> Figure:
    """Accuracy of each classifier by noise level, and the noise threshold with its interval.

    The level 0, which has no place on a logarithmic axis, is drawn apart, at the left edge.
    """
    figure, (axis,) = panels(1, 1, (9, 3))
    levels = np.array([level.sigma for level in curve])
    positions = np.where(levels > 0, levels, levels[1] / 4)
    for name, (color, marker) in zip(curve[0].accuracy, cycle(_LINES)):
        accuracy = [level.accuracy[name] for level in curve]
        axis.plot(positions[1:], accuracy[1:], color=color, marker=marker, markersize=4, label=name.replace("_", " "))
        axis.plot(positions[0], accuracy[0], color=color, marker=marker, markersize=4)
    axis.axhline(0.55, color="black", linewidth=0.6, linestyle=":")
    value, low, high = noise_threshold.value or 0.0, noise_threshold.low or 0.0, noise_threshold.high or 0.0
    if value > 0:
        axis.axvspan(max(low, positions[0]), high, color="black", alpha=0.08)
        axis.axvline(value, color="black", linewidth=1)
    axis.set(
        title=_title(noise_threshold, has_law=has_law),
        xscale="log",
        xlabel="standard deviation of the noise on both sides (y)",
        ylabel="accuracy",
    )
    ticks = [level for level in 10.0 ** np.arange(-6, 4) if levels[1] <= level <= levels[-1]]
    axis.set_xticks([positions[0], *ticks], ["no noise", *(f"{tick:g}" for tick in ticks)])
    axis.minorticks_off()
    least = min(min(level.accuracy.values()) for level in curve)
    axis.set_ylim(min(0.43, least - 0.03), 1.03)
    axis.legend()
    return figure


def _title(noise_threshold: Score, *, has_law: bool) -> str:
    value = noise_threshold.value or 0.0
    if has_law:
        return (
            f"noise threshold {number(value)} (real waves: 0)" if value > 0 else "noise threshold 0, as of real waves"
        )
    return f"noise threshold {number(value)} (other real series: {number(noise_threshold.baseline)})"


@styled
def calibration(
    corruptions: Sequence[tuple[str, str]], scores: Sequence[str], distances: NDArray[np.float64]
) -> Figure:
    """How far each corruption moves each score.

    Parameters
    ----------
    corruptions
        Name and strength of each.
    scores
        Their names.
    distances
        Shape ``(corruptions, scores)``, in standard deviations of the baseline; NaN if a score was not computed.
    """
    figure, (axis,) = panels(1, 1, (8, 1.6 + 0.17 * len(corruptions)))
    limits = [0, 5, 20, 100, 1_000, 1e12]
    colors = ListedColormap(["#ffffff", "#fbd9b8", "#f2a25c", "#d1600a", "#7a2f00"]).with_extremes(bad="#dddddd")
    masked = np.ma.masked_invalid(np.where(np.isposinf(distances), 1e11, distances))
    image = axis.imshow(masked, cmap=colors, norm=BoundaryNorm(limits, colors.N), aspect="auto")
    axis.set_xticks(range(len(scores)), scores, rotation=30, ha="right", rotation_mode="anchor")
    axis.set_yticks(range(len(corruptions)), [" ".join(corruption) for corruption in corruptions], fontsize=8)
    axis.grid(visible=False)
    for row in range(1, len(corruptions)):
        if corruptions[row][0] != corruptions[row - 1][0]:
            axis.axhline(row - 0.5, color="#888888", linewidth=0.5)
    bar = figure.colorbar(image, ax=axis, pad=0.02, fraction=0.03, spacing="uniform")
    bar.ax.set_yticks([0, 5, 20, 100, 1_000], ["0", "5: detected", "20", "100", "1,000"])
    bar.set_label("distance from the baseline, in its standard deviations")
    return figure
