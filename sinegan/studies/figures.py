"""The figure of a study: every trial of every arm."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from sinegan.metrics.baseline import Baseline
from sinegan.reporting.style import GENERATED, REAL, panels, styled
from sinegan.schema.headlines import headlines_of

_COLUMNS = 4
_BETTER = {"higher": "higher is better", "lower": "lower is better", "baseline": "best at the line"}


@styled
def strips(results: Mapping[str, Any], baselines: Mapping[str, Baseline]) -> Figure:
    """A panel per headline score: a dot per trial, a bar at each arm's mean, the number of failures, and the baseline.

    Parameters
    ----------
    results
        Content of results.json.
    baselines
        By headline score, the score of real waves.
    """
    arms, headlines = list(results["arms"]), headlines_of(has_law=True)
    rows = -(-len(headlines) // _COLUMNS)
    size = (11, rows * (1.3 + 0.24 * len(arms)))
    figure, axes = panels(rows, _COLUMNS, size, sharey=True)
    for axis, (headline, about) in zip(axes, headlines.items(), strict=False):
        is_logarithmic = about.better == "lower"
        for row, arm in enumerate(arms):
            _strip(axis, row, results["arms"][arm], headline)
        _draw_baseline(axis, baselines.get(headline), is_logarithmic=is_logarithmic)
        axis.set(xlabel=f"{headline}: {_BETTER[about.better]}", xscale="log" if is_logarithmic else "linear")
        axis.set_yticks(range(len(arms)), arms)
    axes[0].invert_yaxis()
    return figure


def _draw_baseline(axis: Any, baseline: Baseline | None, *, is_logarithmic: bool) -> None:
    """A line at the mean score of real waves, and a band of two standard deviations; 0 has no place on a log axis."""
    if baseline is None or baseline.mean is None or (is_logarithmic and baseline.mean == 0):
        return
    axis.axvline(baseline.mean, color=REAL, linewidth=1, linestyle="--")
    if baseline.sd:
        axis.axvspan(
            baseline.mean - 2 * baseline.sd, baseline.mean + 2 * baseline.sd, color=REAL, alpha=0.15, linewidth=0
        )


def _strip(axis: Any, row: int, arm: Mapping[str, Any], headline: str) -> None:
    values = [trial["headlines"].get(headline) for trial in arm["trials"]]
    scores = np.array([value for value in values if value is not None])
    # Offset in order, not at random: equal values stay countable, and the same trials give the same figure.
    offset = np.linspace(-0.25, 0.25, len(scores)) if len(scores) > 1 else np.zeros(len(scores))
    axis.plot(scores, row + offset, "o", color=GENERATED, markersize=3.5, alpha=0.7, markeredgewidth=0)
    if len(scores):
        axis.plot([scores.mean()] * 2, [row - 0.35, row + 0.35], color="black", linewidth=1.2)
    if arm["failed"]:
        axis.annotate(f"{arm['failed']} failed", (1, row), (-2, 0), xycoords=("axes fraction", "data"),
                      textcoords="offset points", ha="right", va="center", fontsize=7)  # fmt: skip
