"""Figures of the classifiers, and of which score detects which corruption."""

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sinegan.reporting.formatting import number
from sinegan.reporting.style import panels, styled
from sinegan.schema.scores import NoiseLevel, Score


@styled
def noise_threshold(curve: Sequence[NoiseLevel], noise_threshold: Score) -> Figure:
    """Accuracy of each classifier by noise level, and the noise threshold with its interval.

    The level 0, which has no place on a logarithmic axis, is drawn at the left edge.
    """
    figure, (axis,) = panels(1, 1, (7, 3.6))
    levels = np.array([level.sigma for level in curve])
    positions = np.where(levels > 0, levels, levels[1] / 2)
    for name in curve[0].accuracy:
        axis.plot(positions, [level.accuracy[name] for level in curve], marker=".", label=name.replace("_", " "))
    axis.axhline(0.55, color="black", linewidth=0.6, linestyle=":")
    value, low, high = noise_threshold.value or 0.0, noise_threshold.low or 0.0, noise_threshold.high or 0.0
    if value > 0:
        axis.axvspan(max(low, positions[0]), high, color="black", alpha=0.08)
        axis.axvline(value, color="black", linewidth=1)
    title = f"noise threshold {number(value)}" if value > 0 else "noise threshold 0: accuracy is chance without noise"
    xlabel = "standard deviation of the noise on both sides (y; leftmost: no noise)"
    axis.set(title=title, xscale="log", xlabel=xlabel, ylabel="accuracy")
    axis.set_ylim(0.43, 1.03)
    axis.legend()
    return figure


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
        Their keys.
    distances
        Shape ``(corruptions, scores)``, in standard deviations of the baseline; NaN if a score was not computed.
    """
    figure, (axis,) = panels(1, 1, (2.5 + 0.24 * len(scores), 2.3 + 0.15 * len(corruptions)))
    limits = [0, 5, 20, 100, 1_000, 1e12]
    colors = ListedColormap(["#ffffff", "#fbd9b8", "#f2a25c", "#d1600a", "#7a2f00"]).with_extremes(bad="#dddddd")
    masked = np.ma.masked_invalid(np.where(np.isposinf(distances), 1e11, distances))
    image = axis.imshow(masked, cmap=colors, norm=BoundaryNorm(limits, colors.N), aspect="auto")
    axis.set_xticks(range(len(scores)), scores, rotation=90, fontsize=6.5)
    axis.set_yticks(range(len(corruptions)), [" ".join(corruption) for corruption in corruptions], fontsize=6.5)
    axis.grid(visible=False)
    for row in range(1, len(corruptions)):
        if corruptions[row][0] != corruptions[row - 1][0]:
            axis.axhline(row - 0.5, color="#888888", linewidth=0.5)
    bar = figure.colorbar(image, ax=axis, pad=0.01, fraction=0.02, spacing="uniform")
    bar.ax.set_yticks([0, 5, 20, 100, 1_000], ["0", "5: detected", "20", "100", "1000"], fontsize=7)
    bar.set_label("standard deviations of the baseline", fontsize=7)
    return figure
