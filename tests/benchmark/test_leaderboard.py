"""The file of the leaderboard, and how a row comes into it."""

from pathlib import Path

import pytest

from benchmarks import leaderboard as ours
from sinegan.benchmark import leaderboard
from sinegan.benchmark.leaderboard import Leaderboard, LeaderboardError
from sinegan.benchmark.row import Row
from sinegan.io.files import FileProblemError
from tests.benchmark.rows import REAL, row


def names(rows: list[Row]) -> list[str]:
    return [row.entry.name for row in rows]


def test_it_is_written_and_read(tmp_path: Path) -> None:
    path = str(tmp_path / "board.json")
    assert leaderboard.read(path) == Leaderboard()
    board = Leaderboard(recipes=[row("a")], entries=[row("b", ks_phase=[None, 0.1, 0.2])])
    leaderboard.write(path, board)
    assert leaderboard.read(path) == board


def test_an_entry_replaces_that_of_its_name_and_keeps_the_others() -> None:
    board = Leaderboard(recipes=[row("ours")], entries=[row("b"), row("c")])
    more = board.with_entry(row("a")).with_entry(row("c", sinad_db=1.0))
    assert (names(more.recipes), names(more.entries)) == (["ours"], ["a", "b", "c"])
    assert more.entries[2] == row("c", sinad_db=1.0)


def test_an_entry_cannot_take_the_name_of_a_recipe() -> None:
    with pytest.raises(LeaderboardError, match="a recipe of this project is named 'ours'; change 'name'"):
        Leaderboard(recipes=[row("ours")]).with_entry(row("ours"))


def test_rows_of_another_version_are_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "board.json")
    leaderboard.write(path, Leaderboard(entries=[row("old").model_copy(update={"protocol": 0})]))
    with pytest.raises(LeaderboardError, match="rows of another version of the benchmark: old; score them again"):
        leaderboard.read(path)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "board.json").write_text('{"entries": 1}')
    with pytest.raises(FileProblemError, match="is not readable as what it should be"):
        leaderboard.read(str(tmp_path / "board.json"))


def test_our_rows_are_made_of_a_study_and_of_the_length_of_trainings() -> None:
    trials = [
        {"seed": 100, "failure": None, "key": "a", "headlines": REAL},
        {"seed": 101, "failure": "DivergenceError: ...", "key": "b", "headlines": {}},
        {"seed": 102, "failure": None, "key": "c", "headlines": REAL | {"sinad_db": 50.0}},
    ]
    arm = {"n_configs_tried": 7, "failed": 1, "trials": trials}
    times = {"curves": {"modern": {"1": [[5.0, 40.0, 1.0], [10.0, 50.0, 1.0]], "2": [[30.0, 50.0, 1.0]]}}}
    (found,) = ours.rows({"arms": {"modern": arm}}, times, {"modern": 99})
    assert found.entry.model_dump() == {
        "name": "modern", "seconds": 20.0, "cores": 2, "parameters": 99, "settings_tried": 7,
        "link": "docs/recipes.md", "failed": 1, "note": "",
    }  # fmt: skip
    assert [seed.seed for seed in found.seeds] == ["100", "102"]
    assert found.seeds[1].scores["sinad_db"].value == 50.0
