"""The table of what logging and checkpoints cost."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from scipy import stats


def table(results: Mapping[str, Any]) -> str:
    """Means over turns with 95 % intervals, as Markdown."""
    lines = [
        "| | turns | time added to each step | processor time of MLflow | time of checkpoints | loading MLflow |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, rows in results["turns"].items():
        seconds, writing, processor = zip(*rows, strict=True)
        cells = [
            _interval([100 * (ratio - 1) for ratio in ratios(seconds)]),
            _interval([100 * share for share in processor[1::2]]),
            _interval([100 * share for share in writing]),
        ]
        loading = f"{results['seconds_to_load'][name]:.1f} s"
        lines.append(f"| {name} | {len(processor[1::2])} | {' | '.join(cells)} | {loading} |")
    return "\n".join(lines)


def ratios(seconds: Sequence[float]) -> list[float]:
    """Seconds per step of each turn with logging, relative to the mean of the turns before and after it.

    Examples
    --------
    >>> ratios([1.0, 1.8, 2.0])
    [1.2]
    """
    triples = zip(seconds[:-2:2], seconds[1:-1:2], seconds[2::2], strict=True)
    return [2 * logged / (before + after) for before, logged, after in triples]


def _interval(percent: Sequence[float]) -> str:
    mean, error = statistics.mean(percent), stats.sem(percent)
    reach = stats.t.ppf(0.975, len(percent) - 1) * error
    return f"{mean:.1f} % ({mean - reach:.1f} .. {mean + reach:.1f})"


def delay(busy_results: Mapping[str, Any]) -> str:
    """A sentence about the delay until MLflow has a run, on a busy machine."""
    seconds = busy_results["seconds_to_run"]
    return (
        f"With {busy_results['processes']} busy processes, MLflow had the run {statistics.median(seconds):.0f} s "
        f"({min(seconds):.0f} .. {max(seconds):.0f}, {len(seconds)} trainings) after the start of its training."
    )
