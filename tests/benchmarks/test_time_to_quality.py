"""The table of seconds to quality."""

from benchmarks import time_to_quality


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
