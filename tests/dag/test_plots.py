"""Headlines and plots of dvc.yaml use numbers and columns that there are."""

import json
import re
from typing import Any

from sinegan.io import paths
from sinegan.schema.scores import Score
from tests.closure import ROOT
from tests.dag.graph import PIPELINE


def test_headlines_are_at_most_eight_numbers() -> None:
    assert PIPELINE["metrics"] == ["reports/headlines.json"]
    headlines = json.loads((ROOT / "reports/headlines.json").read_text())
    assert 0 < len(headlines) <= 8
    assert all(isinstance(value, float) for value in headlines.values())


def plots() -> dict[str, dict[str, Any]]:
    """The plots of dvc.yaml by name."""
    return {name: axes for plot in PIPELINE["plots"] if isinstance(plot, dict) for name, axes in plot.items()}


def test_plots_use_columns_of_the_history() -> None:
    header = (ROOT / "reports/history.csv").read_text().splitlines()[0].split(",")
    assert set(plots()) == {"losses", "accuracies", "headlines"}
    for name in ("losses", "accuracies"):
        axes = plots()[name]
        assert axes["x"] in header
        assert set(axes["y"]["reports/history.csv"]) <= set(header)


def test_the_plot_of_the_headlines_uses_fields_of_scores() -> None:
    axes = plots()["headlines"]
    assert axes["x"] in Score.model_fields
    assert axes["y"] == {paths.METRICS: "name"}
    template = (ROOT / f".dvc/plots/{axes['template']}.json").read_text()
    fields = set(re.findall(r'"field": "(\w+)"', template)) | set(re.findall(r"datum\.(\w+)", template))
    assert fields - {"rev"} == {"baseline", "headline"}
    assert fields - {"rev"} <= set(Score.model_fields)
    anchors = set(re.findall("<DVC_METRIC_[A-Z]+>", template))
    assert anchors == {f"<DVC_METRIC_{name}>" for name in ("DATA", "TITLE", "X", "Y", "COLOR")}
