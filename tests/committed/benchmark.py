"""The benchmark is that of the committed pipeline, and so are its baselines and our rows."""

import json

from benchmarks import baselines, leaderboard
from sinegan.benchmark import protocol
from sinegan.benchmark.leaderboard import PATH, Leaderboard
from sinegan.metrics.baseline import Calibration
from sinegan.waves.options import Waves
from tests.committed.at_head import evaluation, head, read_yaml


def test_its_waves_are_those_of_the_committed_parameters() -> None:
    assert Waves.model_validate(read_yaml("params.yaml")["waves"]) == protocol.WAVES
    assert evaluation().evaluate["seed"] == protocol.SCORING_SEED


def test_its_baselines_are_those_of_the_committed_calibration() -> None:
    calibration = Calibration.model_validate_json(head("reports/calibration.json"))
    carried = json.loads(head("sinegan/benchmark/baselines.json"))
    assert carried == baselines.content(calibration), "run 'python -m benchmarks.baselines' and commit its file"


def test_our_rows_are_those_of_the_committed_study() -> None:
    board = Leaderboard.model_validate_json(head(PATH))
    results, times = (json.loads(head(path)) for path in (leaderboard.STUDY, leaderboard.TIMES))
    parameters = {row.entry.name: row.entry.parameters for row in board.recipes}
    rows = leaderboard.rows(results, times, parameters)
    assert board.recipes == rows, "run 'python -m benchmarks.leaderboard' and commit its file"


def test_the_worked_example_has_a_row() -> None:
    board = Leaderboard.model_validate_json(head(PATH))
    assert "benchmarks/entries/pca_gaussian.py" in {row.entry.link for row in board.entries}
