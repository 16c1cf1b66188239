"""Write the results of a study: numbers, report and figure."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sinegan.io import files
from sinegan.metrics.baseline import Baseline
from sinegan.reporting import style
from sinegan.studies import figures, report, tracking
from sinegan.tracking import run_fields

RESULTS, TIMES, REPORT, FIGURE = "results.json", "times.json", "report.md", "figures/strips.png"


def write(
    folder: str,
    results: Mapping[str, Any],
    times: Mapping[str, Sequence[Mapping[str, Any]]],
    baselines: Mapping[str, Baseline],
) -> None:
    """Write results, times, report and figure into that folder."""
    style.write(f"{folder}/{FIGURE}", figures.strips(results, baselines))
    files.write_json(f"{folder}/{RESULTS}", results)
    files.write_json(f"{folder}/{TIMES}", times)
    files.write_text(f"{folder}/{REPORT}", report.report(results, times, baselines))


def publish(folder: str, name: str, arms: Mapping[str, Sequence[BaseModel]]) -> str:
    """Log the study to MLflow, each trial as a run; return a message that says what was done."""
    runs = run_fields.trials(name, {arm: [record.model_dump() for record in records] for arm, records in arms.items()})
    artifacts = [f"{folder}/{file}" for file in (REPORT, RESULTS, TIMES, FIGURE)]
    # MLflow shows at most 8000 characters; the whole report is among the artifacts.
    opening = Path(artifacts[0]).read_text(encoding="utf-8").partition("\n![")[0]
    description = f"{opening}\nThe whole report: artifact `study/report.md`.\n"
    return tracking.publish(name, folder, runs, description, artifacts)
