"""The file of the leaderboard: rows of this project's recipes, and rows of others."""

from pathlib import Path

from pydantic import Field

from sinegan.benchmark import protocol
from sinegan.benchmark.row import Row
from sinegan.errors import SineGanError
from sinegan.io import files
from sinegan.schema.strict import StrictModel

PATH = "benchmarks/leaderboard.json"


class LeaderboardError(SineGanError):
    """A row cannot be added; the message says why, and what to do."""

    exit_code = 2


class Leaderboard(StrictModel):
    """Content of ``benchmarks/leaderboard.json``.

    Attributes
    ----------
    recipes
        Rows of this project's recipes, from its study.
    entries
        Rows that were scored with ``sinegan benchmark score``.
    """

    recipes: list[Row] = Field(default_factory=list)
    entries: list[Row] = Field(default_factory=list)

    def with_entry(self, row: Row) -> "Leaderboard":
        """The same with one more entry, which replaces one of the same name.

        Raises
        ------
        LeaderboardError
            A recipe has that name.
        """
        self.check_name(row.entry.name)
        others = [other for other in self.entries if other.entry.name != row.entry.name]
        return self.model_copy(update={"entries": sorted([*others, row], key=lambda row: row.entry.name)})

    def check_name(self, name: str) -> None:
        """Refuse an entry with the name of a recipe; raises as `with_entry` does."""
        if name in {recipe.entry.name for recipe in self.recipes}:
            raise LeaderboardError(f"a recipe of this project is named {name!r}; change 'name' in the entry file")


def read(path: str) -> Leaderboard:
    """The leaderboard in a file; empty if there is no file.

    Raises
    ------
    FileProblemError
        The file is no leaderboard.
    LeaderboardError
        It has rows of another version of the benchmark.
    """
    board = files.read_model(path, Leaderboard) if Path(path).exists() else Leaderboard()
    old = [row.entry.name for row in (*board.recipes, *board.entries) if row.protocol != protocol.VERSION]
    if old:
        raise LeaderboardError(f"{path}: rows of another version of the benchmark: {', '.join(old)}; score them again")
    return board


def write(path: str, board: Leaderboard) -> None:
    """Write the file, whole or not at all."""
    files.write_json(path, board.model_dump())
