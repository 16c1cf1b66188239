"""How good a sine each generated wave is by itself.

SINAD and effective bits: IEEE Standard 1241, for analogue-to-digital converters, with the rms of wave minus
fitted sine as noise and distortion.
"""

import numpy as np
from numpy.typing import NDArray

from sinegan.measurement.sample import FAINTEST
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.law import AMPLITUDE, CENTRE

_IEEE = "IEEE Std 1241 (SINAD), IEEE Std 1057 (four-parameter fit)"
_BEST = 110.0  # dB: a residual of about FAINTEST


def sinad(amplitude: float | NDArray[np.float64], rms: NDArray[np.float64]) -> NDArray[np.float64]:
    """20 log10((amplitude / sqrt 2) / rms), in dB; above 110 dB, where float32 rounding begins to count, 110."""
    least = np.finfo(np.float64).tiny
    ratio = np.maximum(amplitude, least) / np.sqrt(2) / np.maximum(rms, least)
    return np.minimum(20 * np.log10(ratio), _BEST)


def effective_bits(sinad_db: float) -> float:
    """(SINAD - 1.76 dB) / 6.02 dB, IEEE Std 1241: the bits of an ideal converter with that SINAD."""
    return (sinad_db - 1.76) / 6.02


def reference_sinad_median(comparison: Comparison) -> float:
    """Median over waves of the SINAD against the nearest wave of the law."""
    return float(np.median(sinad(AMPLITUDE, comparison.generated.reference.rms)))


def reference_sinad_p5(comparison: Comparison) -> float:
    """5th percentile over waves of the SINAD against the nearest wave of the law."""
    return float(np.percentile(sinad(AMPLITUDE, comparison.generated.reference.rms), 5))


def free_sinad_median(comparison: Comparison) -> float:
    """Median over waves of the SINAD against the best sine of any amplitude, centre and frequency."""
    generated = comparison.generated
    return float(np.median(sinad(generated.free.amplitude, generated.free.rms)))


def valid_share(comparison: Comparison) -> float:
    """Share of waves with reference rms < .05 and a free frequency within .05 of the law's range."""
    return float(comparison.generated.valid.mean())


def amplitude_error(comparison: Comparison) -> float:
    """Median of abs(A - 1/2), A being the free fit's amplitude."""
    return max(float(np.median(np.abs(comparison.generated.free.amplitude - AMPLITUDE))), FAINTEST)


def centre_error(comparison: Comparison) -> float:
    """Median of abs(C - 1/2), C being the free fit's centre."""
    return max(float(np.median(np.abs(comparison.generated.free.centre - CENTRE))), FAINTEST)


METRICS = (
    Metric(
        "quality", "reference_sinad_median", "higher", "dB", (-np.inf, _BEST),
        "110", "median of per-wave values, unbiased by n",
        "collapse: one perfect wave repeated scores best", _IEEE, reference_sinad_median,
        of_law=True,
    ),
    Metric(
        "quality", "reference_sinad_p5", "higher", "dB", (-np.inf, _BEST),
        "110", "5th percentile of per-wave values",
        "collapse; faults of fewer than 5 % of waves", _IEEE, reference_sinad_p5,
        of_law=True,
    ),
    Metric(
        "quality", "free_sinad_median", "higher", "dB", (-np.inf, _BEST),
        "110", "median of per-wave values",
        "collapse; wrong amplitude, centre or frequency; a flat wave has no meaningful value", _IEEE, free_sinad_median,
        of_law=True,
    ),
    Metric(
        "quality", "valid_share", "higher", "", (0, 1), "1", "share of waves",
        "collapse; residuals below rms .05", "this project; a known manifold as in Lucic et al. 2018, arXiv 1711.10337",
        valid_share,
        of_law=True,
    ),
    Metric(
        "quality", "amplitude_error", "lower", "y", (FAINTEST, np.inf), "1e-6", "median of absolute errors",
        "errors of fewer than half of the waves; everything but amplitude", _IEEE, amplitude_error,
        of_law=True,
    ),
    Metric(
        "quality", "centre_error", "lower", "y", (FAINTEST, np.inf), "1e-6", "median of absolute errors",
        "errors of fewer than half of the waves; everything but the centre", _IEEE, centre_error,
        of_law=True,
    ),
)  # fmt: skip
