"""All figures of the report: which there are, what they need, and that their bytes depend on the inputs alone."""

import ast
from pathlib import Path

import pytest

from sinegan.reporting import classifier_figures, figures, score_figures, series_figures, style, wave_figures
from sinegan.reporting.figure_names import needed
from sinegan.reporting.options import Report
from tests.closure import ROOT
from tests.fixtures.reports import report_data
from tests.reporting.figures.drawn import LINES, lowest

MODULES = wave_figures, score_figures, classifier_figures, series_figures


def test_more_arrays_are_needed_if_the_distribution_is_known() -> None:
    both = set(needed(requires_law=False)) & set(needed(requires_law=True))
    assert {"x", "real_waves", "generated_waves", "frequency"} < both
    assert len(needed(requires_law=True)) == len(set(needed(requires_law=True)))


def test_each_figure_of_the_report_is_drawn_by_the_function_of_its_name() -> None:
    tree = ast.parse((ROOT / "sinegan/reporting/figures.py").read_text())
    pairs = [
        pair
        for node in ast.walk(tree)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Dict)
        for pair in zip(node.value.keys, node.value.values, strict=True)
    ]
    calls = [(key.value, *ast.unparse(call.func).split(".")) for key, call in pairs]
    drawn = {name for known in (True, False) for name in figures.draw(report_data(has_law=known), seed=1)}
    assert {name for name, *_ in calls} == drawn
    modules = {module.__name__.split(".")[-1]: module for module in MODULES}
    for name, module, function in calls:
        assert function == name
        assert callable(getattr(modules[module], function))
    assert {name for name, module, _ in calls if module == "wave_figures"} == set(LINES)


@pytest.mark.parametrize(("has_law", "n_channels", "n_figures"), [(True, 1, 10), (False, 1, 8), (False, 2, 8)])
def test_the_bytes_of_every_figure_depend_on_the_inputs_alone(
    has_law: bool, n_channels: int, n_figures: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(style, "_DPI", 30)  # for speed
    for folder in ("one", "two"):
        for name, figure in figures.draw(report_data(has_law=has_law, n_channels=n_channels), seed=1).items():
            style.write(str(tmp_path / folder / f"{name}.png"), figure)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("one", "two"))
    assert one == two
    assert len(one) == n_figures


def test_series_of_a_users_file_are_drawn_by_point() -> None:
    drawn = figures.draw(report_data(has_law=False), seed=1)
    for name in ("side_by_side", "snapshots"):
        assert drawn[name].axes[0].lines[0].get_xdata().tolist() == list(range(20))
    assert {axis.get_xlabel() for axis in lowest(drawn["snapshots"])} == {"point"}
    assert drawn["side_by_side"].get_supxlabel() == "point"


def test_the_seed_of_the_report_is_bounded() -> None:
    assert Report(seed=0).seed == 0
    with pytest.raises(ValueError, match="less than"):
        Report(seed=2**31)
