"""The report's pictures of what was scored: arrays in, a figure out."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sinegan.reporting.style import GENERATED, REAL, panels, styled

Array = NDArray[Any]
Arrays = Mapping[str, Array]
"""As models/figure_data.npz has them."""

_FAINTEST = 1e-18  # keeps the logarithm of an empty bin finite


@styled
def plane(data: Arrays) -> Figure:
    """Phase and frequency of real waves; fitted ones of generated waves, and the cells that valid ones reach.

    The edges of the cells end at the law's bounds.
    """
    bounds = data["omega_edges"][0], data["omega_edges"][-1]
    figure, axes = panels(1, 2, (9, 3.4), sharex=True, sharey=True)
    shown, turn = slice(2_000), 2 * np.pi
    axes[0].plot(data["real_phase"][shown], data["real_omega"][shown], ".", color=REAL, markersize=2)
    reached = np.ma.masked_equal((data["cell_counts"].T > 0).astype(float), 0)
    colors = ListedColormap(["#f3dcc8"])
    axes[1].pcolormesh(
        data["phase_edges"], data["omega_edges"], reached, cmap=colors, edgecolors="white", linewidth=0.3
    )
    valid = data["valid"]
    for group, color, label in ((~valid, "#e39a5b", "no valid sine"), (valid, "#5c2600", "valid sine")):
        rows = np.flatnonzero(group)[shown]
        name = f"{label}: {group.mean():.1%}"
        axes[1].plot(data["phase"][rows], data["omega"][rows], ".", color=color, markersize=2, label=name)
    for axis, title in zip(axes, ("real", "generated"), strict=True):
        for bound in bounds:
            axis.axhline(bound, color="black", linewidth=0.8)
        axis.set(title=f"{title} (at most 2000 of a kind)", xlabel="phase at x = 0 (radians)", xlim=(0, turn))
    span = bounds[1] - bounds[0]
    found = np.percentile(data["omega"], [0.5, 99.5])
    axes[0].set_ylim(min(bounds[0] - 0.15 * span, found[0]), max(bounds[1] + 0.25 * span, found[1]))
    axes[0].set_ylabel("frequency (radians per unit of x)")
    axes[1].legend(loc="upper right", markerscale=4, frameon=True)
    return figure


@styled
def spectra(data: Arrays) -> Figure:
    """Mean Hann spectra in dB, with the band of real sets from lowest to highest; the constant is left out."""
    figure, (axis,) = panels(1, 1, (7, 3.4))
    names = ("lowest_spectrum", "highest_spectrum", "real_spectrum", "generated_spectrum")
    lowest, highest, real, generated = (_decibel(data[name][1:]) for name in names)
    frequency = data["frequency"][1:]
    axis.fill_between(frequency, lowest, highest, color=REAL, alpha=0.3, label="twenty sets of real waves")
    axis.plot(frequency, real, color=REAL, linewidth=1, label="real")
    axis.plot(frequency, generated, color=GENERATED, label="generated")
    axis.set(xlabel="frequency (radians per unit of x)", ylabel="mean power (dB re 1 y²)")
    axis.legend()
    return figure


@styled
def residuals(data: Arrays) -> Figure:
    """Rms residual at each point, and its mean Hann spectrum."""
    figure, (where, which) = panels(1, 2, (9, 3))
    where.plot(data["x"], data["residual_by_point"], color=GENERATED, marker=".", markersize=3)
    where.set(title="residual by place", xlabel="x", ylabel="rms over waves (y)", ylim=(0, None))
    which.plot(data["frequency"], _decibel(data["residual_by_frequency"]), color=GENERATED, marker=".", markersize=3)
    which.set(
        title="residual by frequency", xlabel="frequency (radians per unit of x)", ylabel="mean power (dB re 1 y²)"
    )
    return figure


@styled
def precision_recall(data: Arrays) -> Figure:
    """Shares within each radius up to the widest; vertical lines at those of the scores."""
    figure, (axis,) = panels(1, 1, (7, 3.4))
    near = np.geomspace(1e-3, float(data["widest_radius"]), 200)
    for distances, color, dashes, label in (
        (data["nn_distance_of_real"], REAL, "--", "recall of other real waves"),
        (data["nn_distance"], GENERATED, "-", "recall"),
        (data["reference_rms"], "#7a4fa0", "-", "precision"),
    ):
        share = np.searchsorted(np.sort(distances), near, side="right") / len(distances)
        axis.plot(near, share, dashes, color=color, label=label)
    for radius in data["radii"]:
        axis.axvline(radius, color="black", linewidth=0.6, linestyle=":")
    axis.set(xscale="log", xlabel="rms distance that counts as near (y)", ylabel="share of waves", ylim=(-0.03, 1.03))
    axis.legend()
    return figure


def _decibel(power: Array) -> Array:
    level: Array = 10 * np.log10(power + _FAINTEST)
    return level
