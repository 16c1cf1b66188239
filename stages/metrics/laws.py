"""Whether frequency and phase of generated waves follow the true law."""

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from stages.metrics.metric import Metric
from stages.metrics.sample import Sample
from stages.waves.law import Law, frequency_cdf, phase_cdf

CELLS_PER_SIDE = 20


def ks_frequency(real: Sample, generated: Sample) -> float:
    """Largest gap between the law's distribution of frequency and that of the free fits."""
    law = generated.law
    return float(stats.ks_1samp(generated.free.multiplier, lambda w: frequency_cdf(law, w)).statistic)


def ks_phase(real: Sample, generated: Sample) -> float:
    """Largest gap between the law's distribution of phase, modulo one turn, and that of the free fits."""
    law = generated.law
    return float(stats.ks_1samp(generated.free.phase, lambda phase: phase_cdf(law, phase)).statistic)


def coverage(real: Sample, generated: Sample) -> float:
    """Share of the 20 x 20 cells of the phase-frequency plane that some valid wave reaches."""
    cells = cells_of(generated.law, generated.free.phase, generated.free.multiplier)
    return len(np.unique(cells[generated.valid])) / CELLS_PER_SIDE**2


def cells_of(law: Law, phase: NDArray[np.float64], multiplier: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number of the cell of each wave, 0 to 399; all cells are equally likely under the law."""
    sides = [
        np.minimum((share * CELLS_PER_SIDE).astype(np.int64), CELLS_PER_SIDE - 1)
        for share in (phase_cdf(law, phase), frequency_cdf(law, multiplier))
    ]
    return sides[0] * CELLS_PER_SIDE + sides[1]


_KS = "one-sample Kolmogorov-Smirnov statistic; 95 % limit of a perfect generator 1.36 / sqrt(n) = .0136 at n = 10 000"

METRICS = (
    Metric(
        "law", "ks_frequency", "lower", "", "0 to 1", "0; under .0136 at n = 10 000", _KS,
        "how good the waves are; which phase goes with which frequency", "Kolmogorov 1933; Massey 1951", ks_frequency,
    ),
    Metric(
        "law", "ks_phase", "lower", "", "0 to 1", "0; under .0136 at n = 10 000", _KS,
        "how good the waves are; which phase goes with which frequency", "Kolmogorov 1933; Massey 1951", ks_phase,
    ),
    Metric(
        "law", "coverage", "higher", "", "0 to 1", "1; empty cells are below 1e-8 of 400 at n = 10 000",
        "share of equally likely cells; biased low for n below about 4 000",
        "how evenly the reached cells are filled", "after the mode counts of Srivastava et al. 2017, arXiv 1705.07761",
        coverage,
    ),
)  # fmt: skip
