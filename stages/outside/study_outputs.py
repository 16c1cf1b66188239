"""Write what a study found: numbers, text and picture."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from stages.outside import canvas, files, study_charts, study_report, study_tracking

RESULTS = "study/results.json"
TIMES = "study/times.json"
REPORT = "study/report.md"
FIGURE = "study/figures/strips.png"


def write(
    results: Mapping[str, Any], times: Mapping[str, Sequence[Mapping[str, Any]]], floors: Mapping[str, float | None]
) -> None:
    """Results, times, report and figure."""
    canvas.write(FIGURE, study_charts.strips(results, floors))
    files.write_json(RESULTS, results)
    files.write_json(TIMES, times)
    files.write_text(REPORT, study_report.report(results, times, floors))


def publish(name: str, runs: Sequence[Mapping[str, Any]]) -> str:
    """Bring all of it into MLflow, each trial as a run; in words, what was done."""
    return study_tracking.publish(
        name, runs, Path(REPORT).read_text(encoding="utf-8"), (REPORT, RESULTS, TIMES, FIGURE)
    )
