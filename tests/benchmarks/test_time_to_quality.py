"""The table of seconds to quality."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks import machine, time_to_quality
from sinegan.errors import SineGanError
from sinegan.io import files


def test_a_goal_that_half_of_the_trainings_reach_is_reached_by_no_median() -> None:
    fast, slow = [[1.0, 35.0, 1.0], [4.0, 55.0, 1.0]], [[3.0, 35.0, 1.0], [6.0, 45.0, 1.0]]
    *_, line = time_to_quality.table({"modern": {"200": fast, "201": slow}}).splitlines()
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells == [
        "modern", "2.0 (1.0 to 3.0)", "2.0 (1.0 to 3.0)", "2.0 (1.0 to 3.0)", "5.0 (4.0 to 6.0)",
        "never (4.0 to never)", "5.0 (4.0 to 6.0)",
    ]  # fmt: skip


def test_a_recipe_whose_trainings_have_not_begun_has_no_row() -> None:
    lines = time_to_quality.table({"modern": {"200": [[1.0, 35.0, 1.0]]}, "tuned": {}}).splitlines()
    assert [line.split(" | ")[0] for line in lines[2:]] == ["| modern"]


@pytest.fixture
def earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """An earlier measurement, and a training that takes no time."""
    monkeypatch.setattr(time_to_quality.determinism, "enable", lambda: None)
    monkeypatch.setattr(time_to_quality, "OUT", str(tmp_path / "out.json"))
    monkeypatch.setattr(time_to_quality, "FIGURE", str(tmp_path / "out.png"))
    monkeypatch.setattr(time_to_quality, "_curve", lambda recipe, *_: [[recipe.seed, 1.0, 1.0]])
    curves = {name: {"1": [[1.0, 1.0, 1.0]]} for name in time_to_quality.SEEDS}
    return {"machine": {**machine.facts(), "date": "2020-01-01"}, "curves": curves}


def test_named_recipes_are_measured_again_and_the_others_stay(earlier: dict[str, Any]) -> None:
    files.write_json(time_to_quality.OUT, earlier)
    time_to_quality.main(["article", time_to_quality.SHORTER])
    curves = files.read_json(time_to_quality.OUT)["curves"]
    assert {name: list(by_seed) for name, by_seed in curves.items()} == {
        "article": ["200", "201"],
        time_to_quality.SHORTER: ["200", "201", "202", "203", "204"],
        "modern": ["1"], "tuned": ["1"], "periodic": ["1"],
    }  # fmt: skip


def test_times_of_two_machines_are_not_mixed(earlier: dict[str, Any]) -> None:
    earlier["machine"]["processor"] = "another"
    files.write_json(time_to_quality.OUT, earlier)
    with pytest.raises(SineGanError, match="another machine"):
        time_to_quality.main(["modern"])
