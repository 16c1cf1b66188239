"""How close each generated wave is to a sine.

SINAD and effective bits: IEEE Standard 1241, for analogue-to-digital converters, with the rms of wave minus
fitted sine as noise and distortion.
"""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sample import SMALLEST_ERROR
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.law import AMPLITUDE, CENTRE

_IEEE = "IEEE Std 1241 (SINAD), IEEE Std 1057 (four-parameter fit)"
_BEST = 110.0  # dB: a residual of about SMALLEST_ERROR


def sinad(amplitude: float | NDArray[np.float64], rms: NDArray[np.float64]) -> NDArray[np.float64]:
    """20 log10((amplitude / sqrt 2) / rms), in dB; at most 110 dB, where float32 rounding begins to matter."""
    smallest = np.finfo(np.float64).tiny
    ratio = np.maximum(amplitude, smallest) / np.sqrt(2) / np.maximum(rms, smallest)
    return np.minimum(20 * np.log10(ratio), _BEST)


def effective_bits(sinad_db: float) -> float:
    """(SINAD - 1.76 dB) / 6.02 dB, IEEE Std 1241: bits of an ideal converter with that SINAD."""
    return (sinad_db - 1.76) / 6.02


def sinad_db(comparison: Comparison) -> float:
    """Median over waves of the SINAD against the closest target sine."""
    return float(np.median(sinad(AMPLITUDE, comparison.generated.constrained.rms)))


def sinad_p5_db(comparison: Comparison) -> float:
    """5th percentile over waves of the SINAD against the closest target sine."""
    return float(np.percentile(sinad(AMPLITUDE, comparison.generated.constrained.rms), 5))


def free_sinad_db(comparison: Comparison) -> float:
    """Median over waves of the SINAD against the best sine of any amplitude, centre and frequency."""
    generated = comparison.generated
    return float(np.median(sinad(generated.free.amplitude, generated.free.rms)))


def valid_fraction(comparison: Comparison) -> float:
    """Fraction of waves that are valid sines: see `sinegan.measurement.valid_sine`."""
    return float(comparison.generated.valid.mean())


def amplitude_error(comparison: Comparison) -> float:
    """Median of abs(A - 1/2), A being the free fit's amplitude."""
    return max(float(np.median(np.abs(comparison.generated.free.amplitude - AMPLITUDE))), SMALLEST_ERROR)


def centre_error(comparison: Comparison) -> float:
    """Median of abs(C - 1/2), C being the free fit's centre."""
    return max(float(np.median(np.abs(comparison.generated.free.centre - CENTRE))), SMALLEST_ERROR)


METRICS = (
    Metric(
        "quality", "sinad_db", "higher", "dB", (-np.inf, _BEST),
        "110", "median of per-wave values, unbiased by n",
        "mode collapse: one perfect wave repeated scores best", _IEEE, sinad_db,
        requires_law=True,
    ),
    Metric(
        "quality", "sinad_p5_db", "higher", "dB", (-np.inf, _BEST),
        "110", "5th percentile of per-wave values",
        "mode collapse; defects of fewer than 5 % of waves", _IEEE, sinad_p5_db,
        requires_law=True,
    ),
    Metric(
        "quality", "free_sinad_db", "higher", "dB", (-np.inf, _BEST),
        "110", "median of per-wave values",
        "mode collapse; wrong amplitude, centre or frequency; meaningless for flat waves", _IEEE,
        free_sinad_db,
        requires_law=True,
    ),
    Metric(
        "quality", "valid_fraction", "higher", "", (0, 1), "1", "fraction of waves",
        "mode collapse; residuals below an rms of 0.05",
        "this project; a known manifold as in Lucic et al. 2018, arXiv 1711.10337",
        valid_fraction,
        requires_law=True,
    ),
    Metric(
        "quality", "amplitude_error", "lower", "y", (SMALLEST_ERROR, np.inf), "1e-6", "median of absolute errors",
        "errors of fewer than half of the waves; everything but amplitude", _IEEE, amplitude_error,
        requires_law=True,
    ),
    Metric(
        "quality", "centre_error", "lower", "y", (SMALLEST_ERROR, np.inf), "1e-6", "median of absolute errors",
        "errors of fewer than half of the waves; everything but the centre", _IEEE, centre_error,
        requires_law=True,
    ),
)  # fmt: skip
