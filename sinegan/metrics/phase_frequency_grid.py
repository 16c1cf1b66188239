"""How generated waves cover the plane of phase and frequency, divided into 20 x 20 cells."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.law import TURN, Law, frequency_cdf, phase_cdf

PER_SIDE = 20


def grid_coverage(comparison: Comparison) -> float:
    """Fraction of the 20 x 20 cells of the phase-frequency plane that hold a valid wave."""
    return float(np.mean(_counts_of_valid(comparison.generated) > 0))


def grid_entropy(comparison: Comparison) -> float:
    """Entropy of the valid waves over the cells, divided by log 400; 0 without a valid wave."""
    counts = _counts_of_valid(comparison.generated)
    return float(stats.entropy(counts.ravel()) / np.log(PER_SIDE**2)) if counts.any() else 0.0


def mutual_information(comparison: Comparison) -> float:
    """Mutual information of phase cell and frequency cell, in nats, over all waves."""
    generated = comparison.generated
    counts = cell_counts(generated.law, generated.free.phase, generated.free.omega)
    joint = counts / counts.sum()
    product = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    filled = joint > 0
    return float(np.sum(joint[filled] * np.log(joint[filled] / product[filled])))


def cell_counts(law: Law, phase: NDArray[np.float64], omega: NDArray[np.float64]) -> NDArray[np.int64]:
    """Waves in each cell, ``(20, 20)``, phase by frequency; all cells are equally likely under the law."""
    sides = (
        np.minimum((quantile * PER_SIDE).astype(np.int64), PER_SIDE - 1)
        for quantile in (phase_cdf(law, phase), frequency_cdf(law, omega))
    )
    counts = np.zeros((PER_SIDE, PER_SIDE), np.int64)
    np.add.at(counts, tuple(sides), 1)
    return counts


class GridOccupancy(NamedTuple):
    """Edges of the cells in phase and frequency, ``(21,)`` each, and number of valid waves in each, ``(20, 20)``."""

    phase: NDArray[np.float64]
    omega: NDArray[np.float64]
    counts: NDArray[np.int64]


def occupancy(
    law: Law, phase: NDArray[np.float64], omega: NDArray[np.float64], valid: NDArray[np.bool_]
) -> GridOccupancy:
    """Count the valid waves in each cell, from their phases and frequencies, ``(n,)`` each."""
    quantiles, phases = np.linspace(0, 1, PER_SIDE + 1), np.linspace(0, TURN, 10_001)
    edges = np.interp(quantiles, phase_cdf(law, phases), phases)
    low, high = law.multiplier.low, law.multiplier.high
    return GridOccupancy(edges, low + quantiles * (high - low), cell_counts(law, phase[valid], omega[valid]))


def _counts_of_valid(sample: Sample) -> NDArray[np.int64]:
    return cell_counts(sample.law, sample.free.phase[sample.valid], sample.free.omega[sample.valid])


METRICS = (
    Metric(
        "distribution", "grid_coverage", "higher", "", (0, 1), "1; at n = 10,000 no cell stays empty",
        "fraction of equally likely cells; biased low for n below about 4,000",
        "how evenly the covered cells are filled", "after the mode counts of Srivastava et al. 2017, arXiv 1705.07761",
        grid_coverage,
        requires_law=True,
    ),
    Metric(
        "distribution", "grid_entropy", "higher", "", (0, 1), "1; about 0.997 at n = 10,000",
        "plug-in entropy over log 400; biased low by about 200 / n / log 400",
        "repeated and jagged waves within a cell", "Shannon 1948", grid_entropy,
        requires_law=True,
    ),
    Metric(
        "distribution", "mutual_information", "baseline", "nat", (0, np.log(PER_SIDE)),
        "0; the baseline, about 361 / (2 n)",
        "plug-in mutual information of the cells; biased upward",
        "wrong distributions of phase or frequency alone; white noise",
        "Shannon 1948; bias: Miller 1955", mutual_information,
        requires_law=True,
    ),
)  # fmt: skip
