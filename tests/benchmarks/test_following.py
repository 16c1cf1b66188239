"""What logging to MLflow costs: measured in turns of one training."""

import os
from pathlib import Path

import numpy as np
import psutil
import pytest

from benchmarks.following import table, turns
from sinegan.provenance import keys
from sinegan.training import checkpoints
from tests.fixtures import small_recipes


def test_the_table_has_means_and_intervals_in_percent() -> None:
    rows = [[1.0, 0.01, 0.0], [1.1, 0.01, 0.02], [1.0, 0.01, 0.0], [1.1, 0.01, 0.02], [1.0, 0.01, 0.0]]
    *_, line = table.table({"turns": {"modern": rows}, "seconds_to_load": {"modern": 2.84}}).splitlines()
    assert line == "| modern | 2 | 10.0 % (10.0 .. 10.0) | 2.0 % (2.0 .. 2.0) | 1.0 % (1.0 .. 1.0) | 2.8 s |"


@pytest.mark.slow
@pytest.mark.trains
def test_the_logging_process_uses_no_time_in_every_other_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rng: np.random.Generator
) -> None:
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setattr(turns, "TURN", 4.0)
    for module in (keys, checkpoints):
        monkeypatch.setattr(module, "training_key", lambda *_: "of the files of a repository")
    monkeypatch.setattr(checkpoints, "FOLDER", tmp_path / "checkpoints")
    loading: dict[str, float] = {}
    training = turns.measured("article", small_recipes.article(steps=10**7), rng.random((100, 20), "f4"), loading)
    without, logged, again = (next(training) for _ in range(3))
    training.close()
    tick = 1 / os.sysconf("SC_CLK_TCK") / turns.TURN  # processor time is counted in such units
    assert max(without.processor, again.processor) < 1.5 * tick
    assert logged.processor > 2 * tick
    assert min(without.seconds, logged.seconds, again.seconds, loading["article"]) > 0
    _, unfinished = psutil.wait_procs(psutil.Process().children(), timeout=60)
    assert psutil.STATUS_STOPPED not in [process.status() for process in unfinished]
