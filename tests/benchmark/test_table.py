"""The tables of the leaderboard: order, bold numbers, links."""

import pytest

from sinegan.benchmark import table
from sinegan.benchmark.leaderboard import Leaderboard
from tests.benchmark.rows import row

GOOD = row("good", link="docs/recipes.md", sinad_db=50.0, noise_threshold=0.01, memorization=0.4)
POOR = row("poor", sinad_db=20.0, valid_fraction=0.5, noise_threshold=0.5, memorization=0.1)


def cells(board: Leaderboard) -> dict[str, list[str]]:
    """The cells of each line of the table of scores, by its first cell."""
    lines = table.scores(board).splitlines()
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in [lines[0], *lines[2:]]]
    return {first: rest for first, *rest in found}


def test_the_best_of_a_column_is_bold_and_real_waves_come_last() -> None:
    found = cells(Leaderboard(recipes=[POOR, GOOD]))
    header = ["sinad_db", "valid_fraction", "grid_coverage", "ks_max", "noise_threshold", "memorization"]
    assert found == {
        "generator": [f"`{name}`" for name in header],
        "[good](recipes.md)": ["**50**", "**1**", "**1**", "**0.009**", "**0.01**", "0.4"],
        "poor": ["20", "0.5", "**1**", "**0.009**", "0.5", "0.1"],
        "*real waves*": ["110", "1", "1", "0.01", "0", "0.5"],
    }


def test_medians_have_the_range_over_seeds() -> None:
    ranged = row("ranged", sinad_db=[30.0, 50.0, 40.0], valid_fraction=[None, None, None])
    nearly = row("nearly", sinad_db=[20.0, 20.0, 30.0], valid_fraction=[0.99, 0.997, 1.0])
    found = cells(Leaderboard(recipes=[ranged, nearly]))
    assert found["ranged"][:2] == ["**40** (30 to 50)", "–"]
    assert found["nearly"][:2] == ["20 (20 to 30)", "**> 0.99** (0.99 to 1)"]


def test_nothing_is_bold_in_a_single_row() -> None:
    assert cells(Leaderboard(entries=[GOOD]))["[good](recipes.md)"] == ["50", "1", "1", "0.009", "0.01", "0.4"]


def test_an_entry_that_is_better_in_one_column_comes_first() -> None:
    cleaner = row("cleaner", sinad_db=55.0, valid_fraction=0.2, noise_threshold=2.0)
    board = Leaderboard(recipes=[GOOD], entries=[POOR, cleaner])
    assert [shown.entry.name for shown in table.ordered(board)] == ["cleaner", "good", "poor"]
    assert cells(board)["cleaner"][:2] == ["**55**", "0.2"]
    assert cells(board)["[good](recipes.md)"][:2] == ["50", "**1**"]


def test_what_cannot_be_told_from_real_waves_is_a_tie() -> None:
    luckier = row("luckier", sinad_db=20.0, ks_frequency=0.004, ks_phase=0.004, noise_threshold=0.5)
    board = Leaderboard(recipes=[GOOD], entries=[luckier])
    assert [shown.entry.name for shown in table.ordered(board)] == ["good", "luckier"]
    assert {name: line[3] for name, line in cells(board).items() if name != "generator"} == {
        "[good](recipes.md)": "**0.009**",
        "luckier": "**0.004**",
        "*real waves*": "0.01",
    }


def test_copies_come_last_and_are_never_the_best() -> None:
    thief = row("thief", memorization=0.99)
    board = Leaderboard(recipes=[POOR], entries=[thief])
    assert [shown.entry.name for shown in table.ordered(board)] == ["poor", "thief"]
    assert cells(board)["thief"] == ["110", "1", "1", "0.009", "0", "0.99, copies"]
    assert cells(board)["poor"][0] == "**20**"


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://example.org/x", "[linked](https://example.org/x)"),
        ("benchmarks/entries/a.py", "[linked](../benchmarks/entries/a.py)"),
        (None, "linked"),
    ],
)
def test_links_lead_from_the_page(link: str | None, shown: str) -> None:
    assert shown in cells(Leaderboard(entries=[row("linked", link=link)]))


def test_costs_are_in_the_same_order() -> None:
    lines = table.costs(Leaderboard(recipes=[POOR, GOOD])).splitlines()
    assert [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]] == [
        [name, "3", "0", "60", "2", "12,345", "4", "by hand"] for name in ("good", "poor")
    ]


def test_seconds_are_whole_numbers() -> None:
    rows = [row(name).model_copy(update={"entry": row(name).entry.model_copy(update={"seconds": seconds})})
            for name, seconds in (("a", 0.123), ("b", 373.7), ("c", 1191.8))]  # fmt: skip
    lines = table.costs(Leaderboard(entries=rows)).splitlines()[2:]
    assert [line.split("|")[4].strip() for line in lines] == ["0.12", "374", "1,192"]


def test_details_of_a_row_have_intervals_and_baselines() -> None:
    lines = table.details(row(sinad_db=[50.0, 52.0, 51.0])).splitlines()
    assert lines[0].split("  ")[0] == ""
    assert " ".join(lines[1].split()) == "sinad_db 51 50 to 52 50 to 52 110 ± 0 yes"
    assert " ".join(lines[4].split()) == "ks_max 0.009 0.009 to 0.009 0.008 to 0.011 0.0101 ± 0.0025 no"


def test_the_baselines_of_all_numbers_are_shown() -> None:
    lines = [" ".join(line.split()) for line in table.baselines().splitlines()]
    assert len(lines) == 2 + 6
    assert "| `ks_max` | lower | 0.0101 ± 0.0025 |" in lines
    assert "| `memorization` | near real waves | 0.504 ± 0.007 |" in lines
