"""A study's report: the scores of each arm over its seeds, and which arms differ."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from sinegan.metrics.baseline import Baseline
from sinegan.reporting.formatting import number, short, with_range
from sinegan.reporting.markdown_tables import markdown
from sinegan.reporting.templates import render
from sinegan.schema.headlines import headlines_of

COLUMNS = tuple(name for name, headline in headlines_of(has_law=True).items() if headline.better != "baseline")
"""Headline scores of the short table: those that say which arm is better."""

Results = Mapping[str, Any]
Times = Mapping[str, Sequence[Mapping[str, Any]]]


def report(results: Results, times: Times, baselines: Mapping[str, Baseline]) -> str:
    """``report.md`` of a study.

    Parameters
    ----------
    results, times
        Content of results.json and times.json.
    baselines
        By headline score, the score of real waves.
    """
    names = next(iter(results["arms"].values()))["headlines"]
    return render(
        "study.md.j2",
        study=results["study"],
        short_table=short_table(results, times, baselines),
        headline_tables={name: _headline_table(results, name) for name in names},
        comparison_tables={name: _comparison_table(rows) for name, rows in results["comparisons"].items() if rows},
        trial_table=_trial_table(results, times),
    )


def short_table(results: Results, times: Times, baselines: Mapping[str, Baseline]) -> str:
    """An arm per row: median and range of a few headline scores, failures and training time."""
    rows = [
        (
            name,
            str(len(arm["trials"])),
            *(median(arm["headlines"][headline]) for headline in COLUMNS),
            str(arm["failed"]),
            median_seconds(times[name]),
            str(arm["n_configs_tried"]),
        )
        for name, arm in results["arms"].items()
    ]
    real = ("*real waves*", "", *(_baseline(baselines.get(headline)) for headline in COLUMNS), "", "", "")
    header = ("arm", "seeds", *COLUMNS, "failed", "training (s)", "tried")
    return markdown(header, [*rows, real], "l" + "r" * (len(header) - 1))


def _baseline(baseline: Baseline | None) -> str:
    return short(baseline.mean if baseline else None)


def median(summary: Mapping[str, Any], *, spread: bool = True) -> str:
    """Median and, with `spread`, the range; a dash if every trial failed."""
    if summary["n"] == 0:
        return short(None)
    middle, low, high = (summary[key] for key in ("median", "min", "max"))
    return with_range(middle, low, high) if spread else short(middle)


def median_seconds(trials: Sequence[Mapping[str, Any]]) -> str:
    """Of training; a dash if every trial failed."""
    seconds = [trial["train"] for trial in trials if "train" in trial]
    return short(statistics.median(seconds) if seconds else None)


def _headline_table(results: Results, headline: str) -> str:
    header = ("arm", "n", "mean", "standard deviation", "95 % interval of the mean", "min", "median", "max")
    rows = [_headline_row(name, arm["headlines"][headline]) for name, arm in results["arms"].items()]
    return markdown(header, rows, "lrrrrrrr")


def _headline_row(name: str, summary: Mapping[str, Any]) -> tuple[str, ...]:
    low, high = summary["low"], summary["high"]
    interval = number(None) if low is None else f"[{number(low)}, {number(high)}]"
    mean, sd, *others = (number(summary[key]) for key in ("mean", "sd", "min", "median", "max"))
    return name, str(summary["n"]), mean, sd, interval, *others


def _comparison_table(comparisons: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        (" - ".join(row["arms"]), *(number(row[key]) for key in ("difference", "p", "p_holm")), _tie(row["differ"]))
        for row in comparisons
    ]
    return markdown(("arms", "difference of means", "p (Welch)", "p (Holm)", ""), rows, "lrrrl")


def _tie(differ: bool) -> str:
    return "" if differ else "tie"


def _trial_table(results: Results, times: Times) -> str:
    rows = [
        (
            name,
            str(trial["seed"]),
            *(number(trial["headlines"].get(headline)) for headline in COLUMNS),
            number(seconds.get("train")),
            trial["failure"] or "",
        )
        for name, arm in results["arms"].items()
        for trial, seconds in zip(arm["trials"], times[name], strict=True)
    ]
    header = ("arm", "seed", *COLUMNS, "training (s)", "failure")
    return markdown(header, rows, "l" + "r" * (len(header) - 2) + "l")
