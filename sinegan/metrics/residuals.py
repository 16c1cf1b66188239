"""How a wave differs from a sine: at single points, at high frequencies, in harmonics."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.periodogram import hann_power
from sinegan.measurement.sample import MIN_MEASURED, SMALLEST_ERROR
from sinegan.measurement.sine_fit import SineFit, sines
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.blocks import in_blocks
from sinegan.waves.draw import render
from sinegan.waves.law import CENTRE, TURN, Law

_BINS_ABOVE_LAW = 8  # there a clean sine's leakage under a Hann window is 70 dB down
_HARMONICS = (2, 3, 4, 5)
_SMALLEST = 1e-18  # a power below float32 rounding; keeps the logarithm of a flat wave finite
_ROWS_AT_ONCE = 1_000


def recurrence_residual(comparison: Comparison) -> float:
    """Median over waves of the largest abs(u[t+1] + u[t-1] - 2 cos(w step) u[t]), u = y - 1/2, w of the free fit.

    It is 0 at every point of any sampled sine, so that a single jagged point is visible.
    """
    generated = comparison.generated
    largest = recurrence(generated.law, generated.waves, generated.free).max(axis=1)
    return max(float(np.median(largest)), SMALLEST_ERROR)


def recurrence(law: Law, waves: NDArray[np.float64], fit: SineFit) -> NDArray[np.float64]:
    """abs(u[t+1] + u[t-1] - 2 cos(w step) u[t]) at each inner point, ``(n, n_points - 2)``."""
    u = waves - CENTRE
    middle = 2 * np.cos(fit.omega * law.step)[:, None] * u[:, 1:-1]
    residual: NDArray[np.float64] = np.abs(u[:, 2:] + u[:, :-2] - middle)
    return residual


def high_band_power_db(comparison: Comparison) -> float:
    """10 log10 of the fraction of Hann power, without the constant, 8 bins or more above the law's top frequency."""
    generated = comparison.generated
    power = generated.spectra.mean(axis=0)
    fraction = (power[high_band(generated.law) :].sum() + _SMALLEST) / (power[1:].sum() + _SMALLEST)
    return float(10 * np.log10(max(fraction, _SMALLEST)))


def high_band(law: Law) -> int:
    """The first bin of the high band; the last bin of all if the waves are short."""
    top = law.multiplier.high * law.n_points * law.step / TURN
    return min(int(np.ceil(top)) + _BINS_ABOVE_LAW, law.n_points // 2)


def harmonic_distortion_db(comparison: Comparison) -> float | None:
    """20 log10 of the rms of harmonics 2 to 5 over the fundamental's amplitude; median over waves of a cycle or more.

    Fundamental, harmonics and centre are fitted together at the free fit's frequency; below one cycle per wave they are
    nearly collinear. None if fewer than 20 waves hold a cycle.
    """
    generated = comparison.generated
    law, fit = generated.law, generated.free
    cycle = TURN / (law.n_points * law.step)
    # The fifth harmonic must stay below Nyquist, or it is aliased.
    rows = np.flatnonzero((fit.omega >= cycle) & (fit.omega * law.step * max(_HARMONICS) < np.pi))
    if len(rows) < MIN_MEASURED:
        return None
    blocks = [rows[block] for block in in_blocks(len(rows), _ROWS_AT_ONCE)]
    ratios = [_harmonic_ratio(law, generated.waves[block], fit.omega[block]) for block in blocks]
    return float(20 * np.log10(max(np.median(np.concatenate(ratios)), SMALLEST_ERROR)))


def _harmonic_ratio(law: Law, waves: NDArray[np.float64], omega: NDArray[np.float64]) -> NDArray[np.float64]:
    tones = [tone.T for k in (1, *_HARMONICS) for tone in sines(law, k * omega)]
    transposed = np.stack([*tones, np.ones_like(waves)], axis=1)
    columns = transposed.transpose(0, 2, 1)
    weights = np.linalg.solve(transposed @ columns, transposed @ waves[:, :, None])[:, :-1, 0]
    power = (weights**2).reshape(len(waves), -1, 2).sum(axis=2)
    ratio: NDArray[np.float64] = np.sqrt(power[:, 1:].sum(axis=1) / np.maximum(power[:, 0], _SMALLEST))
    return ratio


class ResidualSummary(NamedTuple):
    """Waves minus their closest target sines: rms at each point, and mean power at each frequency bin."""

    by_point: NDArray[np.float64]
    by_bin: NDArray[np.float64]


def residual_summary(
    law: Law, waves: NDArray[np.floating], phase: NDArray[np.float64], omega: NDArray[np.float64]
) -> ResidualSummary:
    """Subtract the sines of these phases and frequencies, ``(n,)`` each, from waves ``(n, n_points)``."""
    residual = waves - render(law, phase, omega)
    return ResidualSummary(np.sqrt((residual**2).mean(axis=0)), hann_power(residual + CENTRE).mean(axis=0))


METRICS = (
    Metric(
        "quality", "recurrence_residual", "lower", "y", (SMALLEST_ERROR, np.inf), "1e-6",
        "median over waves of the largest residual", "mode collapse; smooth deviations from a sine; amplitude",
        "x'' = -w^2 x in differences; this project", recurrence_residual,
        requires_law=True,
    ),
    Metric(
        "quality", "high_band_power_db", "lower", "dB", (-180, 0), "about -66 at 50 points: leakage under the window",
        "ratio of mean powers, dominated by large and by bad waves", "mode collapse; defects at low frequencies",
        "Hann window: Harris 1978, Proc. IEEE 66(1)", high_band_power_db,
        requires_law=True,
    ),
    Metric(
        "quality", "harmonic_distortion_db", "lower", "dB", (-120, np.inf), "-120",
        "median over waves of at least one cycle; no value if there are fewer than 20",
        "mode collapse; slower waves; frequencies that are not harmonics", "total harmonic distortion, IEEE Std 1241",
        harmonic_distortion_db,
        requires_law=True,
    ),
)  # fmt: skip
