"""The saved view of the page of runs: headline scores first, under the names that MLflow's page expects."""

import json
from pathlib import Path
from typing import Any

import pytest

from sinegan.schema.headlines import headlines_of
from sinegan.tracking import run_fields, runs_view, store

HEADLINES = list(headlines_of(has_law=True))


@pytest.fixture
def state() -> dict[str, Any]:
    view = json.loads(runs_view.LAW.content())
    assert view["name"] == "Headline scores"
    return dict(json.loads(view["state"]))


def test_runs_on_own_series_have_a_view_with_their_headlines() -> None:
    view = json.loads(runs_view.SERIES.content())
    assert view["name"] == "Headline scores of own series"
    names = [f"metrics.`{name}`" for name in headlines_of(has_law=False)]
    assert json.loads(view["state"])["selectedColumns"] == ["params.`recipe`", *names]
    assert len(runs_view.tags()) == len({view.query for view in runs_view.VIEWS}) == 2


def test_a_new_experiment_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    client, experiment = store.open_store()
    for view in runs_view.VIEWS:
        assert client.get_experiment(experiment).tags[view.tag] == view.content()
        assert store.has_runs_view(view)


def test_the_columns_are_recipe_and_headlines_in_their_order(state: dict[str, Any]) -> None:
    assert state["selectedColumns"] == state["columnOrder"]
    assert state["selectedColumns"][0] == "params.`recipe`"
    assert state["selectedColumns"][1:] == [f"metrics.`{name}`" for name in HEADLINES]


def test_the_charts_of_headlines_come_before_those_of_losses(state: dict[str, Any]) -> None:
    sections = [section["uuid"] for section in state["compareRunSections"]]
    charts = {chart["uuid"]: chart["metricSectionId"] for chart in state["compareRunCharts"]}
    assert list(charts)[: len(HEADLINES)] == list(HEADLINES)
    assert {charts[name] for name in HEADLINES} == {sections[0]}
    assert charts["waves"] == sections[1] == run_fields.curve("loss").split("/")[0]
    assert state["isAccordionReordered"], "otherwise MLflow sorts the sections again"
