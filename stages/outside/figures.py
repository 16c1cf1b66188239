"""The report's figures: arrays in, a figure out. What to look for stands in `CAPTIONS`."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from stages.outside.files import replacing

Array = NDArray[Any]

REAL, GENERATED = "#0b6e99", "#d1600a"
_STYLE: Any = {"font.size": 9.0, "axes.titlesize": 9.0, "axes.grid": True, "grid.alpha": 0.25}
_Y = (-0.3, 1.2)  # generated waves may leave [0, 1]
_DPI = 130
SAMPLE_ARRAYS = ("waves", "valid", "spectra", "reference_rms", "free_phase", "free_multiplier")

CAPTIONS = {
    "waves": "Real and generated waves, nothing smoothed. The random ones were chosen by a fixed seed; best, median "
    "and worst are ranked by reference SINAD. Look whether the generated waves are smooth, reach 0 and 1, and "
    "differ from each other as the real ones do.",
    "article": "The article's own figure: two generated waves after a 5-point rolling mean with the first five points "
    "dropped, beside the same two as they are. Look how much of the smoothness the rolling mean adds.",
    "plane": "Phase and frequency of each wave, as the sine fit finds them. Real waves fill the band between the lines "
    "evenly. A generator that draws one wave again and again shows as one small cloud; valid waves are dark.",
    "spectra": "Mean power at each frequency under a Hann window. Jaggedness shows as power on the right, where real "
    "waves have none. The shaded band holds the means of twenty sets of real waves: mostly as thin as the line.",
    "losses": "Both losses, and the shares of waves that the discriminator, with dropout on, tells rightly, by epoch. "
    "A loss says who is ahead in the game, not how good the waves are.",
    "film": "Eight waves from the same eight noise vectors as training goes on. Look whether they part from each "
    "other, as real waves would, or move together.",
}


class Report(BaseModel):
    """The ``report`` section of params.yaml: the seed of the waves shown at random."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    seed: Annotated[int, Field(ge=0, lt=2**31)]


def write(path: str, figure: Figure) -> None:
    """Write a PNG whose bytes depend on the picture alone."""
    with replacing(path) as partial:
        figure.savefig(partial, dpi=_DPI, metadata={"Software": None})


def waves(x: Array, real: Array, generated: Array, sinad: Array, *, seed: int) -> Figure:
    """Three random real waves, three random generated ones, and the best, median and worst generated."""
    rng = np.random.default_rng(seed)
    figure, axes = _axes(1, 3, (10, 3), sharey=True)
    for row in rng.choice(len(real), 3, replace=False):
        axes[0].plot(x, real[row], color=REAL, marker=".", markersize=3, linewidth=1)
    for row in rng.choice(len(generated), 3, replace=False):
        axes[1].plot(x, generated[row], color=GENERATED, marker=".", markersize=3, linewidth=1)
    order = np.argsort(sinad, kind="stable")
    ranks = {"worst": (order[0], ":"), "median": (order[len(order) // 2], "--"), "best": (order[-1], "-")}
    for name, (row, dashes) in ranks.items():
        label = f"{name}, {sinad[row]:.1f} dB"
        axes[2].plot(x, generated[row], dashes, color=GENERATED, linewidth=1.3, label=label)
    axes[2].legend(loc="lower center", fontsize=8)
    for axis, title in zip(axes, ("real, at random", "generated, at random", "generated, ranked"), strict=True):
        axis.set(title=title, xlabel="x", ylim=_Y)
    axes[0].set_ylabel("y")
    return figure


def article(x: Array, generated: Array) -> Figure:
    """The first two generated waves, raw and after the article's rolling mean."""
    figure, (raw, smooth) = _axes(1, 2, (9, 3), sharey=True)
    window = min(5, len(x) - 1)
    for row, color in zip(generated[:2], (GENERATED, "#7a4fa0"), strict=False):
        raw.plot(x, row, color=color)
        mean = np.convolve(row, np.full(window, 1 / window), "valid")
        smooth.plot(x[window:], mean[1:], color=color)
    raw.set(title="two generated waves, as they are", xlabel="x", ylabel="y", ylim=_Y)
    smooth.set(title="the same after a 5-point rolling mean: the article's figure", xlabel="x")
    return figure


def plane(real: tuple[Array, Array], samples: Mapping[str, Array], bounds: tuple[float, float]) -> Figure:
    """Offset and multiplier of real waves; fitted phase and frequency of generated ones; the law's frequency range."""
    figure, axes = _axes(1, 2, (9, 3.4), sharex=True, sharey=True)
    shown, turn = slice(2_000), 2 * np.pi
    axes[0].plot(real[0][shown] % turn, real[1][shown], ".", color=REAL, markersize=2)
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
    axes[0].set_ylabel("frequency (radians per unit of x)")
    axes[1].legend(loc="upper right", fontsize=8, markerscale=4, frameon=True)
    return figure


def spectra(frequency: Array, real: Array, generated: Array, lowest: Array, highest: Array) -> Figure:
    """Mean Hann spectra in dB, with the band of real sets from lowest to highest; the constant is left out."""
    figure, (axis,) = _axes(1, 1, (7, 3.4))
    lowest, highest, real, generated = (
        10 * np.log10(power[1:] + 1e-18) for power in (lowest, highest, real, generated)
    )
    frequency = frequency[1:]
    axis.fill_between(frequency, lowest, highest, color=REAL, alpha=0.3, label="twenty sets of real waves")
    axis.plot(frequency, real, color=REAL, linewidth=1, label="real")
    axis.plot(frequency, generated, color=GENERATED, label="generated")
    axis.set(xlabel="frequency (radians per unit of x)", ylabel="mean power (dB re 1 y²)")
    axis.legend(frameon=False)
    return figure


def losses(history: Array, columns: Sequence[str]) -> Figure:
    """Losses above, accuracies below, by epoch; `history` is ``(epochs, columns)``."""
    figure, (above, below) = _axes(2, 1, (7, 4.5), sharex=True)
    epochs = np.arange(1, len(history) + 1)
    for axis, name, color, label in (
        (above, "discriminator_loss", REAL, "discriminator"),
        (above, "generator_loss", GENERATED, "generator"),
        (below, "real_accuracy", REAL, "on real waves"),
        (below, "generated_accuracy", GENERATED, "on generated waves"),
    ):
        axis.plot(epochs, history[:, columns.index(name)], color=color, linewidth=1, label=label)
    above.set(ylabel="loss (nats)", yscale="log")
    below.set(ylabel="discriminator's accuracy", xlabel="epoch")
    above.legend(frameon=False)
    below.legend(frameon=False)
    return figure


def film(x: Array, pictures: Array, epochs: Array) -> Figure:
    """At most twelve pictures ``(waves, n_points)`` in time order, each with its epoch."""
    kept = np.unique(np.linspace(0, len(pictures) - 1, min(12, len(pictures))).astype(int))
    rows = -(-len(kept) // 4)
    figure, axes = _axes(rows, 4, (9, 1.7 * rows), sharex=True, sharey=True)
    for axis, at in zip(axes, kept, strict=False):
        axis.plot(x, pictures[at].T, color=GENERATED, linewidth=0.8, alpha=0.8)
        axis.set_title(f"epoch {epochs[at]}", fontsize=8)
    for axis in axes[len(kept) :]:
        axis.set_visible(False)
    for axis in axes[max(len(kept) - 4, 0) : len(kept)]:  # the lowest picture of each column
        axis.set_xlabel("x")
        axis.tick_params(labelbottom=True)
    for axis in axes[::4]:
        axis.set_ylabel("y")
    return figure


def _axes(
    rows: int, columns: int, size: tuple[float, float], *, sharex: bool = False, sharey: bool = False
) -> tuple[Figure, list[Axes]]:
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=size, layout="constrained")
        return figure, list(figure.subplots(rows, columns, squeeze=False, sharex=sharex, sharey=sharey).ravel())
