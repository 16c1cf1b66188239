"""Write what a study found: numbers, text and picture."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sinegan.io import files
from sinegan.reporting import style
from sinegan.studies import figures, report, tracking
from sinegan.tracking import run_fields

RESULTS, TIMES, REPORT, FIGURE = "results.json", "times.json", "report.md", "figures/strips.png"


def write(
    folder: str,
    results: Mapping[str, Any],
    times: Mapping[str, Sequence[Mapping[str, Any]]],
    floors: Mapping[str, float | None],
) -> None:
    """Results, times, report and figure, into that folder."""
    style.write(f"{folder}/{FIGURE}", figures.strips(results, floors))
    files.write_json(f"{folder}/{RESULTS}", results)
    files.write_json(f"{folder}/{TIMES}", times)
    files.write_text(f"{folder}/{REPORT}", report.report(results, times, floors))


def publish(folder: str, name: str, arms: Mapping[str, Sequence[BaseModel]]) -> str:
    """Bring all of it into MLflow, each trial's record as a run; in words, what was done."""
    runs = run_fields.trials(name, {arm: [record.model_dump() for record in records] for arm, records in arms.items()})
    files_there = [f"{folder}/{file}" for file in (REPORT, RESULTS, TIMES, FIGURE)]
    # MLflow shows 8000 characters at most; the whole report is among the files.
    opening = Path(files_there[0]).read_text(encoding="utf-8").partition("\n![")[0]
    return tracking.publish(name, runs, f"{opening}\nThe rest: artifacts, `study/report.md`.\n", files_there)
