"""Saved views of MLflow's page of runs, offered there under "Views": the headline scores first.

By itself, the page shows no scores in its table, and the charts of sections such as ``train`` before those of metrics
without a section. MLflow keeps a saved view in a tag of the experiment. Runs on the article's waves and
runs on series of a user's file have other headline scores, so that each kind has its view.
"""

import json
from dataclasses import dataclass
from typing import Any

from sinegan.schema.headlines import headlines_of

_SECTIONS = ("Model metrics", "train", "System metrics")
"""In this order; the first one has the metrics without a prefix, the headline scores."""

_WAVES = {
    "type": "IMAGE", "uuid": "waves", "imageKeys": ["waves"], "step": 0, "showRunParams": False,
    "metricSectionId": _SECTIONS[1], "deleted": False, "isGenerated": True,
}  # fmt: skip
"""The pictures that a running training logs: beside its curves, not among the scores."""


@dataclass(frozen=True)
class View:
    """A saved view.

    Attributes
    ----------
    id, name
        In addresses, and as MLflow shows it.
    has_law
        Whether it is for runs on waves whose distribution is known.
    """

    id: str
    name: str
    has_law: bool

    @property
    def tag(self) -> str:
        """The experiment's tag that holds it."""
        return f"mlflow.sharedViewState.{self.id}"

    @property
    def query(self) -> str:
        """The part of the page's address that opens it."""
        return f"viewStateShareKey={self.id}"

    def content(self) -> str:
        """The view, as MLflow stores one that was saved in the browser."""
        names = headlines_of(has_law=self.has_law)
        columns = ["params.`recipe`", *(f"metrics.`{name}`" for name in names)]
        state = {
            "selectedColumns": columns,
            "columnOrder": columns,
            "compareRunSections": [_section(name) for name in _SECTIONS],
            "compareRunCharts": [*map(_bar_chart, names), _WAVES],  # MLflow adds those of other metrics
            "isAccordionReordered": True,
        }
        return json.dumps({"name": self.name, "createdAt": 0, "state": json.dumps(state)})


LAW = View("headlines", "Headline scores", has_law=True)
SERIES = View("own-series", "Headline scores of own series", has_law=False)
VIEWS = (LAW, SERIES)


def tags() -> dict[str, str]:
    """The tags of an experiment that hold the views."""
    return {view.tag: view.content() for view in VIEWS}


def _section(name: str) -> dict[str, Any]:
    return {"uuid": name, "name": name, "display": True, "isReordered": False, "deleted": False, "isGenerated": True}


def _bar_chart(metric: str) -> dict[str, Any]:
    return {
        "type": "BAR", "uuid": metric, "metricKey": metric, "displayName": metric, "metricSectionId": _SECTIONS[0],
        "runsCountToCompare": 10, "deleted": False, "isGenerated": True,
    }  # fmt: skip
