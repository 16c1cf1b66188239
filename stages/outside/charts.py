"""The report's pictures of what was scored: arrays in, a figure out."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from stages.outside.canvas import GENERATED, REAL, panels, styled

Array = NDArray[Any]

_OF_ANY = ("waves", "spectra", "reach", "reach_of_real")
_OF_LAW = ("valid", "reference_rms", "reference_multiplier", "reference_phase", "free_phase", "free_multiplier")

_FAINTEST = 1e-18  # keeps the logarithm of an empty bin finite


def needed(*, of_law: bool) -> tuple[str, ...]:
    """Names of the arrays that the pictures take from models/samples.npz; more of waves that follow a law."""
    return _OF_ANY + _OF_LAW if of_law else _OF_ANY


@styled
def plane(real: tuple[Array, Array], samples: Mapping[str, Array], cells: tuple[Array, Array, Array]) -> Figure:
    """Offset and multiplier of real waves; fitted phase and frequency of generated ones.

    `cells` are their edges in phase and in frequency, which end at the law's bounds, and how many valid waves each
    holds, phase by frequency.
    """
    bounds = cells[1][0], cells[1][-1]
    figure, axes = panels(1, 2, (9, 3.4), sharex=True, sharey=True)
    shown, turn = slice(2_000), 2 * np.pi
    axes[0].plot(real[0][shown] % turn, real[1][shown], ".", color=REAL, markersize=2)
    reached = np.ma.masked_equal((cells[2].T > 0).astype(float), 0)
    axes[1].pcolormesh(cells[0], cells[1], reached, cmap=ListedColormap(["#f3dcc8"]), edgecolors="white", linewidth=0.3)
    valid = samples["valid"]
    for group, color, label in ((~valid, "#e39a5b", "no valid sine"), (valid, "#5c2600", "valid sine")):
        rows = np.flatnonzero(group)[shown]
        name = f"{label}: {group.mean():.1%}"
        axes[1].plot(
            samples["free_phase"][rows], samples["free_multiplier"][rows], ".", color=color, markersize=2, label=name
        )
    for axis, title in zip(axes, ("real", "generated"), strict=True):
        for bound in bounds:
            axis.axhline(bound, color="black", linewidth=0.8)
        axis.set(title=f"{title} (at most 2000 of a kind)", xlabel="phase at x = 0 (radians)", xlim=(0, turn))
    span = bounds[1] - bounds[0]
    found = np.percentile(samples["free_multiplier"], [0.5, 99.5])
    axes[0].set_ylim(min(bounds[0] - 0.15 * span, found[0]), max(bounds[1] + 0.25 * span, found[1]))
    axes[0].set_ylabel("frequency (radians per unit of x)")
    axes[1].legend(loc="upper right", markerscale=4, frameon=True)
    return figure


@styled
def spectra(frequency: Array, real: Array, generated: Array, lowest: Array, highest: Array) -> Figure:
    """Mean Hann spectra in dB, with the band of real sets from lowest to highest; the constant is left out."""
    figure, (axis,) = panels(1, 1, (7, 3.4))
    lowest, highest, real, generated = (_decibel(power[1:]) for power in (lowest, highest, real, generated))
    frequency = frequency[1:]
    axis.fill_between(frequency, lowest, highest, color=REAL, alpha=0.3, label="twenty sets of real waves")
    axis.plot(frequency, real, color=REAL, linewidth=1, label="real")
    axis.plot(frequency, generated, color=GENERATED, label="generated")
    axis.set(xlabel="frequency (radians per unit of x)", ylabel="mean power (dB re 1 y²)")
    axis.legend()
    return figure


@styled
def residuals(x: Array, rms: Array, frequency: Array, power: Array) -> Figure:
    """Rms residual at each point ``(n_points,)``, and its mean Hann spectrum."""
    figure, (where, which) = panels(1, 2, (9, 3))
    where.plot(x, rms, color=GENERATED, marker=".", markersize=3)
    where.set(title="residual by place", xlabel="x", ylabel="rms over waves (y)", ylim=(0, None))
    which.plot(frequency, _decibel(power), color=GENERATED, marker=".", markersize=3)
    which.set(
        title="residual by frequency", xlabel="frequency (radians per unit of x)", ylabel="mean power (dB re 1 y²)"
    )
    return figure


@styled
def precision_recall(samples: Mapping[str, Array], radii: Sequence[float], widest: float) -> Figure:
    """Shares within each radius up to `widest`; `radii` are those of the scores."""
    figure, (axis,) = panels(1, 1, (7, 3.4))
    near = np.geomspace(1e-3, widest, 200)
    for distances, color, dashes, label in (
        (samples["reach_of_real"], REAL, "--", "recall of other real waves"),
        (samples["reach"], GENERATED, "-", "recall"),
        (samples["reference_rms"], "#7a4fa0", "-", "precision"),
    ):
        share = np.searchsorted(np.sort(distances), near, side="right") / len(distances)
        axis.plot(near, share, dashes, color=color, label=label)
    for radius in radii:
        axis.axvline(radius, color="black", linewidth=0.6, linestyle=":")
    axis.set(xscale="log", xlabel="rms distance that counts as near (y)", ylabel="share of waves", ylim=(-0.03, 1.03))
    axis.legend()
    return figure


def _decibel(power: Array) -> Array:
    level: Array = 10 * np.log10(power + _FAINTEST)
    return level
