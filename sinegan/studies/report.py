"""A study's text: what each arm scored over its seeds, and which arms differ."""

from collections.abc import Mapping, Sequence
from typing import Any

from sinegan.reporting.report import number

SHOWN = {
    "reference_sinad_median_db": "reference SINAD (dB)",
    "valid_share": "valid",
    "coverage": "coverage",
    "ks_frequency": "KS frequency",
    "ks_phase": "KS phase",
    "sigma_star": "sigma*",
}
"""Headlines of the short table."""

Results = Mapping[str, Any]
Times = Mapping[str, Sequence[Mapping[str, Any]]]

_READING = (
    "Each row is one arm over its seeds: median, and range. A failed trial has no scores and is counted on its own. "
    "Times are those of one core beside as many other trials as there were cores. *Tried* tells how many "
    "configurations were tried, by hand and on other seeds, before this one was chosen: the tuning budget."
)
_TESTS = (
    "Welch's test of equal means for every two arms, with Holm's correction within each headline. *Tie*: no difference "
    "at 5 % that the number of pairs would not explain."
)
_MEANS = "The interval is Student's t, for the mean over training seeds at 95 %; it takes scores for normal."


def report(results: Results, times: Times, floors: Mapping[str, float | None]) -> str:
    """``study/report.md``."""
    parts = [
        f"# Study `{results['study']}`",
        _READING,
        short_table(results, times, floors),
        "![Every trial of every arm](figures/strips.png)",
        "Each dot is a trial; bars are means; the dashed line is what real waves score.",
        "## Every headline\n\n" + _MEANS,
        *(f"### {name}\n\n{_headline_table(results, name)}" for name in _headlines(results)),
        "## Which arms differ\n\n" + _TESTS,
        *(f"### {name}\n\n{_comparison_table(rows)}" for name, rows in results["comparisons"].items() if rows),
        "## Every trial\n\n" + _trial_table(results, times),
    ]
    return "\n\n".join(parts) + "\n"


def short_table(results: Results, times: Times, floors: Mapping[str, float | None]) -> str:
    """An arm per row: median and range of a few headlines, failures and training time."""
    lines = [f"| arm | seeds | {' | '.join(SHOWN.values())} | failed | seconds | tried |"]
    lines += ["|---|--:|" + "--:|" * (len(SHOWN) + 3)]
    for name, arm in results["arms"].items():
        cells = [_median(arm["headlines"][headline]) for headline in SHOWN]
        cells += [str(arm["failed"]), _seconds(times[name]), str(arm["tried"])]
        lines.append(f"| {name} | {len(arm['trials'])} | {' | '.join(cells)} |")
    real = [number(floors.get(headline)) for headline in SHOWN]
    return "\n".join([*lines, f"| *real waves* | | {' | '.join(real)} | | | |"])


def _headlines(results: Results) -> list[str]:
    return list(next(iter(results["arms"].values()))["headlines"])


def _median(summary: Mapping[str, Any]) -> str:
    """Median, and the range when there is one."""
    if summary["n"] == 0:
        return "-"
    return f"{number(summary['median'])} ({number(summary['min'])} .. {number(summary['max'])})"


def _seconds(trials: Sequence[Mapping[str, Any]]) -> str:
    known = sorted(trial["train"] for trial in trials if "train" in trial)
    return number(float(known[len(known) // 2])) if known else "-"


def _headline_table(results: Results, headline: str) -> str:
    lines = ["| arm | n | mean | sd | 95 % interval of the mean | min | median | max |", "|---|" + "--:|" * 7]
    for name, arm in results["arms"].items():
        row = arm["headlines"][headline]
        interval = "-" if row["low"] is None else f"{number(row['low'])} .. {number(row['high'])}"
        cells = [str(row["n"]), number(row["mean"]), number(row["sd"]), interval]
        lines.append(f"| {name} | {' | '.join([*cells, *(number(row[end]) for end in ('min', 'median', 'max'))])} |")
    return "\n".join(lines)


def _comparison_table(rows: Sequence[Mapping[str, Any]]) -> str:
    lines = ["| arms | difference of means | p (Welch) | p (Holm) | |", "|---|--:|--:|--:|---|"]
    for row in rows:
        cells = [number(row["difference"]), f"{row['p']:.2g}", f"{row['p_holm']:.2g}", "" if row["differ"] else "tie"]
        lines.append(f"| {row['arms'][0]} - {row['arms'][1]} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _trial_table(results: Results, times: Times) -> str:
    lines = [
        "| arm | seed | " + " | ".join(SHOWN.values()) + " | seconds | failure |",
        "|---|--:|" + "--:|" * 7 + "---|",
    ]
    for name, arm in results["arms"].items():
        for trial, spent in zip(arm["trials"], times[name], strict=True):
            cells = [number(trial["headlines"].get(headline)) for headline in SHOWN]
            cells += [number(spent.get("train")), trial["failure"] or ""]
            lines.append(f"| {name} | {trial['seed']} | {' | '.join(cells)} |")
    return "\n".join(lines)
