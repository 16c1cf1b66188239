"""Figures of what the scores measure."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sinegan.reporting.formatting import percent
from sinegan.reporting.style import DARK, GENERATED, REAL, panels, styled

Array = NDArray[Any]
Arrays = Mapping[str, Array]
"""Of models/figure_data.npz."""

_SMALLEST_POWER = 1e-18  # keeps the logarithm of an empty bin finite
_MAX_POINTS = 2_000


@styled
def phase_frequency(data: Arrays) -> Figure:
    """Phase and frequency of real waves; those fitted to generated waves, and the grid cells with a valid wave.

    The horizontal lines are the bounds of the distribution.
    """
    bounds = data["omega_edges"][0], data["omega_edges"][-1]
    figure, axes = panels(1, 2, (9, 3.4), sharex=True, sharey=True)
    first, turn = slice(_MAX_POINTS), 2 * np.pi
    axes[0].plot(data["real_phase"][first], data["real_omega"][first], ".", color=REAL, markersize=2)
    occupancy = np.ma.masked_equal((data["cell_counts"].T > 0).astype(float), 0)
    colors = ListedColormap(["#f3dcc8"])
    axes[1].pcolormesh(
        data["phase_edges"], data["omega_edges"], occupancy, cmap=colors, edgecolors="white", linewidth=0.3
    )
    valid = data["valid"]
    for group, color, label in ((~valid, "#e39a5b", "invalid"), (valid, DARK, "valid")):
        rows = np.flatnonzero(group)[first]
        label = f"{label}: {percent(group.mean())}"
        axes[1].plot(data["phase"][rows], data["omega"][rows], ".", color=color, markersize=2, label=label)
    titles = f"real (up to {_MAX_POINTS:,} shown)", f"generated (up to {_MAX_POINTS:,} of each kind shown)"
    for axis, title in zip(axes, titles, strict=True):
        for bound in bounds:
            axis.axhline(bound, color="black", linewidth=0.8)
        axis.set(title=title, xlabel="phase at x = 0 (radians)", xlim=(0, turn))
    span = bounds[1] - bounds[0]
    low, high = np.percentile(data["omega"], [0.5, 99.5])
    axes[0].set_ylim(min(bounds[0] - 0.15 * span, low), max(bounds[1] + 0.25 * span, high))
    axes[0].set_ylabel("frequency (radians per unit of x)")
    axes[1].legend(loc="upper right", markerscale=4, frameon=True)
    return figure


@styled
def spectra(data: Arrays, *, xlabel: str = "frequency (radians per unit of x)") -> Figure:
    """Mean Hann spectra in dB, without the constant, and the range of the spectra of sets of real waves."""
    figure, (axis,) = panels(1, 1, (9, 2.8))
    names = ("lowest_spectrum", "highest_spectrum", "real_spectrum", "generated_spectrum")
    lowest, highest, real, generated = (_decibels(data[name][1:]) for name in names)
    frequency = data["frequency"][1:]
    axis.fill_between(frequency, lowest, highest, color=REAL, alpha=0.3)
    axis.plot(frequency, real, color=REAL, linewidth=1, label="real")
    axis.plot(frequency, generated, color=GENERATED, label="generated")
    axis.set(xlabel=xlabel, ylabel="mean power (dB re 1 y²)")
    axis.legend()
    return figure


@styled
def residuals(data: Arrays) -> Figure:
    """Rms residual at each point, and its mean Hann spectrum. The titles have the residual of real waves."""
    figure, (where, which) = panels(1, 2, (9, 2.8))
    where.plot(data["x"], data["residual_by_point"], color=GENERATED, marker=".", markersize=3)
    where.set(title="by position (real waves: below 0.000001)", xlabel="x", ylabel="rms over waves (y)", ylim=(0, None))
    which.plot(data["frequency"], _decibels(data["residual_by_frequency"]), color=GENERATED, marker=".", markersize=3)
    which.set(
        title="by frequency (real waves: below −120 dB)",
        xlabel="frequency (radians per unit of x)",
        ylabel="mean power (dB re 1 y²)",
    )
    return figure


@styled
def precision_recall(data: Arrays) -> Figure:
    """Precision and recall by distance threshold; vertical lines at the thresholds of the scores."""
    figure, (axis,) = panels(1, 1, (9, 2.8))
    thresholds = np.geomspace(1e-3, float(data["max_radius"]), 200)
    for distances, color, dashes, width, label in (
        (data["nn_distance_of_real"], REAL, "--", 1.5, "recall of other real waves"),
        (data["nn_distance"], GENERATED, "-", 4, "recall"),  # wide, so that it shows below precision
        (data["constrained_rms"], DARK, "-", 1.2, "precision"),
    ):
        fraction = np.searchsorted(np.sort(distances), thresholds, side="right") / len(distances)
        axis.plot(thresholds, fraction, dashes, color=color, linewidth=width, label=label)
    for radius in data["radii"]:
        axis.axvline(radius, color="black", linewidth=0.6, linestyle=":")
    axis.set(xscale="log", xlabel="distance threshold (rms, y)", ylabel="fraction of waves", ylim=(-0.03, 1.03))
    axis.legend()
    return figure


def _decibels(power: Array) -> Array:
    level: Array = 10 * np.log10(power + _SMALLEST_POWER)
    return level
