"""How generated waves fill the plane of phase and frequency, cell by cell."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import Metric
from sinegan.waves.law import TURN, Law, frequency_cdf, phase_cdf

PER_SIDE = 20


def coverage(comparison: Comparison) -> float:
    """Share of the 20 x 20 cells of the phase-frequency plane that some valid wave reaches."""
    return float(np.mean(_counts_of_valid(comparison.generated) > 0))


def cell_entropy(comparison: Comparison) -> float:
    """Entropy of the valid waves over the cells, as a share of log 400; 0 without a valid wave."""
    counts = _counts_of_valid(comparison.generated)
    return float(stats.entropy(counts.ravel()) / np.log(PER_SIDE**2)) if counts.any() else 0.0


def dependence(comparison: Comparison) -> float:
    """Mutual information of phase cell and frequency cell, in nats, over all waves."""
    generated = comparison.generated
    counts = cell_counts(generated.law, generated.free.phase, generated.free.multiplier)
    joint = counts / counts.sum()
    alone = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    filled = joint > 0
    return float(np.sum(joint[filled] * np.log(joint[filled] / alone[filled])))


def cell_counts(law: Law, phase: NDArray[np.float64], multiplier: NDArray[np.float64]) -> NDArray[np.int64]:
    """Waves in each cell, ``(20, 20)``, phase by frequency; all cells are equally likely under the law."""
    sides = (
        np.minimum((share * PER_SIDE).astype(np.int64), PER_SIDE - 1)
        for share in (phase_cdf(law, phase), frequency_cdf(law, multiplier))
    )
    counts = np.zeros((PER_SIDE, PER_SIDE), np.int64)
    np.add.at(counts, tuple(sides), 1)
    return counts


class Reached(NamedTuple):
    """The cells: phases and frequencies at which they meet, ``(21,)`` each, and valid waves in each, ``(20, 20)``."""

    phase: NDArray[np.float64]
    multiplier: NDArray[np.float64]
    counts: NDArray[np.int64]


def reached(law: Law, phase: NDArray[np.float64], multiplier: NDArray[np.float64], valid: NDArray[np.bool_]) -> Reached:
    """How the valid among waves of these phases and frequencies, ``(n,)`` each, fill the cells."""
    shares, phases = np.linspace(0, 1, PER_SIDE + 1), np.linspace(0, TURN, 10_001)
    edges = np.interp(shares, phase_cdf(law, phases), phases)
    low, high = law.multiplier.low, law.multiplier.high
    return Reached(edges, low + shares * (high - low), cell_counts(law, phase[valid], multiplier[valid]))


def _counts_of_valid(sample: Sample) -> NDArray[np.int64]:
    return cell_counts(sample.law, sample.free.phase[sample.valid], sample.free.multiplier[sample.valid])


METRICS = (
    Metric(
        "law", "coverage", "higher", "", (0, 1), "1; empty cells are below 1e-8 of 400 at n = 10 000",
        "share of equally likely cells; biased low for n below about 4 000",
        "how evenly the reached cells are filled", "after the mode counts of Srivastava et al. 2017, arXiv 1705.07761",
        coverage,
        of_law=True,
    ),
    Metric(
        "law", "cell_entropy", "higher", "", (0, 1), "1; about .997 at n = 10 000",
        "plug-in entropy over log 400; biased low by about 200 / n / log 400",
        "repetition and jaggedness within a cell", "Shannon 1948", cell_entropy,
        of_law=True,
    ),
    Metric(
        "law", "dependence", "floor", "nat", (0, np.log(PER_SIDE)), "0; the floor, about 361 / (2 n)",
        "plug-in mutual information of the cells; biased upward", "wrong laws of either alone; white noise",
        "Shannon 1948; bias: Miller 1955", dependence,
        of_law=True,
    ),
)  # fmt: skip
