"""The commands of the benchmark: its data, and the score of a submission."""

from pathlib import Path

from sinegan.benchmark import export, leaderboard, submission, table
from sinegan.benchmark.columns import copied
from sinegan.benchmark.leaderboard import Leaderboard
from sinegan.benchmark.row import Row
from sinegan.benchmark.submission import Submission
from sinegan.io import console, files

_ROW = "row.json"


def data(folder: str) -> None:
    """Write the data to `folder`, and say which files."""
    for path in export.export(folder):
        console.echo(path)


def score(folder: str, *, out: str | None, board: str | None) -> None:
    """Score the submission in a folder, print its row, and write it.

    Parameters
    ----------
    folder
        With the waves of each seed, and an entry file.
    out
        Path of a JSON file for the row. None for ``row.json`` in the folder.
    board
        Path of a leaderboard that the row is added to, if any.
    """
    submitted = submission.read(folder)
    if board:  # its faults are told before anything is computed
        leaderboard.read(board).check_name(submitted.entry.name)
    console.warn(submitted.notes)
    row, path = _scored(submitted), out or str(Path(folder) / _ROW)
    files.write_json(path, row.model_dump())
    if board:
        leaderboard.write(board, leaderboard.read(board).with_entry(row))  # it may have changed in the meantime
    _print(row)
    console.echo(f"row: {path}" + (f", and in {board}" if board else ""))


def _scored(submitted: Submission) -> Row:
    from sinegan.benchmark import scoring  # takes seconds: faults of the submission are told before

    with console.progress(scoring.steps(submitted), "step") as report:
        return scoring.score(submitted, report)


def _print(row: Row) -> None:
    console.echo(table.scores(Leaderboard(entries=[row]), folder="."))
    console.echo(f"\n{table.details(row)}\n")
    console.echo(f"{len(row.seeds)} seeds: {', '.join(seed.seed for seed in row.seeds)}")
    console.warn(_copies(row))


def _copies(row: Row) -> list[str]:
    names = copied(row)
    if not names:
        return []
    meaning = "these waves are nearer to training waves than fresh ones are: they are copies, or a few waves repeated"
    return [f"memorization of {', '.join(names)}: {meaning}"]
