"""A saved view of MLflow's page of runs, offered there under "Views": the headline scores first.

By itself, the page shows no scores in its table, and the charts of sections such as ``train`` before those of metrics
without a section. MLflow keeps a saved view in a tag of the experiment.
"""

import json
from typing import Any

from sinegan.schema.scores import HEADLINES

_ID, _NAME = "headlines", "Headline scores"
TAG = f"mlflow.sharedViewState.{_ID}"
QUERY = f"viewStateShareKey={_ID}"
"""The part of the page's address that opens the view."""
_SECTIONS = ("Model metrics", "train", "System metrics")
"""In this order; the first one has the metrics without a prefix, the headline scores."""

_WAVES = {
    "type": "IMAGE", "uuid": "waves", "imageKeys": ["waves"], "step": 0, "showRunParams": False,
    "metricSectionId": _SECTIONS[1], "deleted": False, "isGenerated": True,
}  # fmt: skip
"""The pictures that a running training logs: beside its curves, not among the scores."""


def content() -> str:
    """The view, as MLflow stores one that was saved in the browser."""
    columns = ["params.`recipe`", *(f"metrics.`{name}`" for name in HEADLINES)]
    state = {
        "selectedColumns": columns,
        "columnOrder": columns,
        "compareRunSections": [_section(name) for name in _SECTIONS],
        "compareRunCharts": [*map(_bar_chart, HEADLINES), _WAVES],  # MLflow adds those of other metrics
        "isAccordionReordered": True,
    }
    return json.dumps({"name": _NAME, "createdAt": 0, "state": json.dumps(state)})


def _section(name: str) -> dict[str, Any]:
    return {"uuid": name, "name": name, "display": True, "isReordered": False, "deleted": False, "isGenerated": True}


def _bar_chart(metric: str) -> dict[str, Any]:
    return {
        "type": "BAR", "uuid": metric, "metricKey": metric, "displayName": metric, "metricSectionId": _SECTIONS[0],
        "runsCountToCompare": 10, "deleted": False, "isGenerated": True,
    }  # fmt: skip
