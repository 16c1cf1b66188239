"""The study's picture: every trial of every arm."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from sinegan.reporting.style import GENERATED, REAL, panels, styled

_COLUMNS = 4
_LABELS = {
    "reference_sinad_median_db": "reference SINAD (dB)",
    "valid_share": "valid share",
    "coverage": "coverage",
    "ks_frequency": "KS of frequency",
    "ks_phase": "KS of phase",
    "nearer_to_training": "nearer to training waves",
    "judge_accuracy": "strongest judge's accuracy",
    "sigma_star": "sigma* (y)",
}
_LOGARITHMIC = {"ks_frequency", "ks_phase", "sigma_star"}


@styled
def strips(results: Mapping[str, Any], floors: Mapping[str, float | None]) -> Figure:
    """A panel per headline: a dot per trial, a bar at each arm's mean, crosses for failures, a line at the floor.

    Parameters
    ----------
    results
        As in results.json.
    floors
        By headline, what real waves score.
    """
    arms, rows = list(results["arms"]), -(-len(_LABELS) // _COLUMNS)
    size = (11, rows * (1.3 + 0.24 * len(arms)))
    figure, axes = panels(rows, _COLUMNS, size, sharey=True)
    for axis, (headline, label) in zip(axes, _LABELS.items(), strict=False):
        for place, arm in enumerate(arms):
            _strip(axis, place, results["arms"][arm], headline)
        floor = floors.get(headline)
        if floor is not None and not (headline in _LOGARITHMIC and floor == 0):
            axis.axvline(floor, color=REAL, linewidth=1, linestyle="--")
        axis.set(xlabel=label, xscale="log" if headline in _LOGARITHMIC else "linear")
        axis.set_yticks(range(len(arms)), arms)
    axes[0].invert_yaxis()
    return figure


def _strip(axis: Any, place: int, arm: Mapping[str, Any], headline: str) -> None:
    values = [trial["headlines"].get(headline) for trial in arm["trials"]]
    known = np.array([value for value in values if value is not None])
    # Spread by their order, so that equal values can be counted, and the same trials give the same picture.
    spread = np.linspace(-0.25, 0.25, len(known)) if len(known) > 1 else np.zeros(len(known))
    axis.plot(known, place + spread, "o", color=GENERATED, markersize=3.5, alpha=0.7, markeredgewidth=0)
    if len(known):
        axis.plot([known.mean()] * 2, [place - 0.35, place + 0.35], color="black", linewidth=1.2)
    if arm["failed"]:
        axis.annotate(f"{arm['failed']} failed", (1, place), (-2, 0), xycoords=("axes fraction", "data"),
                      textcoords="offset points", ha="right", va="center", fontsize=7)  # fmt: skip
