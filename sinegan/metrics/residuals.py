"""Where a wave departs from a sine: single points, high frequencies, harmonics."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.periodogram import hann_power
from sinegan.measurement.sample import FAINTEST, FEWEST
from sinegan.measurement.sine_fit import SineFit
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.blocks import in_blocks
from sinegan.waves.draw import render
from sinegan.waves.law import CENTRE, TURN, Law

_BINS_ABOVE_THE_LAW = 8  # there a clean sine's leakage under a Hann window is 70 dB down
_HARMONICS = (2, 3, 4, 5)
_LEAST = 1e-18  # a power below float32 rounding; keeps the logarithm of a flat wave finite
_ROWS_AT_ONCE = 1_000


def recurrence_residual(comparison: Comparison) -> float:
    """Median over waves of the largest abs(u[t+1] + u[t-1] - 2 cos(w step) u[t]), u = y - 1/2, w of the free fit.

    A sampled sine has 0 at every point, so that a single jagged point shows, whichever sine it is.
    """
    generated = comparison.generated
    largest = recurrence(generated.law, generated.waves, generated.free).max(axis=1)
    return max(float(np.median(largest)), FAINTEST)


def recurrence(law: Law, waves: NDArray[np.float64], fit: SineFit) -> NDArray[np.float64]:
    """abs(u[t+1] + u[t-1] - 2 cos(w step) u[t]) at each inner point, ``(n, n_points - 2)``."""
    u = waves - CENTRE
    middle = 2 * np.cos(fit.multiplier * law.step)[:, None] * u[:, 1:-1]
    gaps: NDArray[np.float64] = np.abs(u[:, 2:] + u[:, :-2] - middle)
    return gaps


def high_band_power(comparison: Comparison) -> float:
    """10 log10 of the mean Hann power 8 bins and more above the law's highest frequency, over all but the constant."""
    generated = comparison.generated
    power = generated.spectra.mean(axis=0)
    share = (power[high_band(generated.law) :].sum() + _LEAST) / (power[1:].sum() + _LEAST)
    return float(10 * np.log10(max(share, _LEAST)))


def high_band(law: Law) -> int:
    """The first bin of the high band; the last bin of all where records are that short."""
    top = law.multiplier.high * law.n_points * law.step / TURN
    return min(int(np.ceil(top)) + _BINS_ABOVE_THE_LAW, law.n_points // 2)


def harmonic_distortion(comparison: Comparison) -> float | None:
    """20 log10 of the rms of harmonics 2 to 5 over the fundamental's amplitude, median over waves of a cycle and more.

    Fundamental, harmonics and centre are fitted together at the free fit's frequency; below one cycle in the
    record they are nearly dependent. None if fewer than 20 waves hold a cycle.
    """
    generated = comparison.generated
    law, fit = generated.law, generated.free
    cycle = TURN / (law.n_points * law.step)
    # The fifth harmonic must stay below Nyquist, or it stands for another frequency.
    rows = np.flatnonzero((fit.multiplier >= cycle) & (fit.multiplier * law.step * max(_HARMONICS) < np.pi))
    if len(rows) < FEWEST:
        return None
    blocks = [rows[block] for block in in_blocks(len(rows), _ROWS_AT_ONCE)]
    ratios = [_harmonic_ratio(law, generated.waves[block], fit.multiplier[block]) for block in blocks]
    return float(20 * np.log10(max(np.median(np.concatenate(ratios)), FAINTEST)))


def _harmonic_ratio(law: Law, waves: NDArray[np.float64], multiplier: NDArray[np.float64]) -> NDArray[np.float64]:
    angle = multiplier[:, None] * (law.x - law.x.mean())
    tones = [turned for k in (1, *_HARMONICS) for turned in (np.sin(k * angle), np.cos(k * angle))]
    columns = np.stack([*tones, np.ones_like(angle)], axis=2)
    turned = columns.transpose(0, 2, 1)
    weights = np.linalg.solve(turned @ columns, turned @ waves[:, :, None])[:, :-1, 0]
    power = (weights**2).reshape(len(waves), -1, 2).sum(axis=2)
    ratio: NDArray[np.float64] = np.sqrt(power[:, 1:].sum(axis=1) / np.maximum(power[:, 0], _LEAST))
    return ratio


class LeftOver(NamedTuple):
    """What generated waves hold beside the nearest waves of the law: rms at each point, and mean power at each bin."""

    by_point: NDArray[np.float64]
    by_bin: NDArray[np.float64]


def left_over(
    law: Law, waves: NDArray[np.floating], phase: NDArray[np.float64], multiplier: NDArray[np.float64]
) -> LeftOver:
    """Take from waves ``(n, n_points)`` those of the law with the fitted phases and frequencies, ``(n,)`` each."""
    rest = waves - render(law, phase, multiplier)
    return LeftOver(np.sqrt((rest**2).mean(axis=0)), hann_power(rest + CENTRE).mean(axis=0))


METRICS = (
    Metric(
        "quality", "recurrence_residual", "lower", "y", (FAINTEST, np.inf), "1e-6",
        "median over waves of the largest gap", "collapse; smooth departures from a sine; amplitude",
        "x'' = -w^2 x in differences; this project", recurrence_residual,
        of_law=True,
    ),
    Metric(
        "quality", "high_band_power", "lower", "dB", (-180, 0), "about -66 at 50 points: leakage under the window",
        "ratio of mean powers, so loud waves and bad waves weigh most", "collapse; faults at low frequencies",
        "Hann window: Harris 1978, Proc. IEEE 66(1)", high_band_power,
        of_law=True,
    ),
    Metric(
        "quality", "harmonic_distortion", "lower", "dB", (-120, np.inf), "-120",
        "median over waves of one cycle and more; no value if fewer than 20 are",
        "collapse; slower waves; frequencies that are no harmonics", "total harmonic distortion, IEEE Std 1241",
        harmonic_distortion,
        of_law=True,
    ),
)  # fmt: skip
