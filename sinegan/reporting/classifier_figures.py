"""The report's pictures of how far scores can be trusted: arrays in, a figure out."""

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sinegan.reporting.style import panels, styled
from sinegan.schema.scores import NoiseLevel, Score


@styled
def ladder(curve: Sequence[NoiseLevel], sigma_star: Score) -> Figure:
    """Accuracy of each judge by level of noise, level 0 at the left edge; sigma* with its interval."""
    figure, (axis,) = panels(1, 1, (7, 3.6))
    levels = np.array([level.sigma for level in curve])
    places = np.where(levels > 0, levels, levels[1] / 2)
    for name in curve[0].accuracy:
        axis.plot(places, [level.accuracy[name] for level in curve], marker=".", label=name.replace("_", " "))
    axis.axhline(0.55, color="black", linewidth=0.6, linestyle=":")
    value, low, high = sigma_star.value or 0.0, sigma_star.low or 0.0, sigma_star.high or 0.0
    if value > 0:
        axis.axvspan(max(low, places[0]), high, color="black", alpha=0.08)
        axis.axvline(value, color="black", linewidth=1)
    said = f"sigma* = {value:.2g}" if value > 0 else "sigma* = 0: no judge needs fooling"
    axis.set(title=said, xscale="log", xlabel="noise added to both sides (y; leftmost: none)", ylabel="accuracy")
    axis.set_ylim(0.43, 1.03)
    axis.legend()
    return figure


@styled
def calibration(faults: Sequence[tuple[str, str]], scores: Sequence[str], distances: NDArray[np.float64]) -> Figure:
    """How far each fault moves each score, in floor standard deviations, ``(faults, scores)``.

    `faults` are names with strengths; NaN where a score was not computed.
    """
    figure, (axis,) = panels(1, 1, (2.5 + 0.24 * len(scores), 2.3 + 0.15 * len(faults)))
    limits = [0, 5, 20, 100, 1_000, 1e12]
    colors = ListedColormap(["#ffffff", "#fbd9b8", "#f2a25c", "#d1600a", "#7a2f00"]).with_extremes(bad="#dddddd")
    shown = np.ma.masked_invalid(np.where(np.isposinf(distances), 1e11, distances))
    image = axis.imshow(shown, cmap=colors, norm=BoundaryNorm(limits, colors.N), aspect="auto")
    axis.set_xticks(range(len(scores)), scores, rotation=90, fontsize=6.5)
    axis.set_yticks(range(len(faults)), [" ".join(fault) for fault in faults], fontsize=6.5)
    axis.grid(visible=False)
    for row in range(1, len(faults)):
        if faults[row][0] != faults[row - 1][0]:
            axis.axhline(row - 0.5, color="#888888", linewidth=0.5)
    bar = figure.colorbar(image, ax=axis, pad=0.01, fraction=0.02, spacing="uniform")
    bar.ax.set_yticks([0, 5, 20, 100, 1_000], ["0", "5: seen", "20", "100", "1000"], fontsize=7)
    bar.set_label("floor standard deviations", fontsize=7)
    return figure
