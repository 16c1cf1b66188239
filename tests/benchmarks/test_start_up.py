"""The time to the first step of a training."""

import json
import os
from pathlib import Path

import pytest

from benchmarks import start_up
from benchmarks.speed_tables import PHASES
from tests.closure import ROOT


@pytest.mark.slow
def test_phases_of_a_training_that_leaves_the_repository_unchanged() -> None:
    ignored = ("data", "models", ".locks", ".feeds", ".checkpoints", "mlflow.db")
    before = {name: (ROOT / name).stat().st_mtime_ns for name in ignored if (ROOT / name).exists()}
    (turn,) = start_up.measure(1, ["periodic"])["periodic"]
    assert list(turn) == list(PHASES)
    assert all(0 < seconds < 600 for seconds in turn.values())
    assert before == {name: (ROOT / name).stat().st_mtime_ns for name in ignored if (ROOT / name).exists()}


def test_phases_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """With known points in time in place of trainings, which chose the recipe first."""
    chosen = []

    def run(folder: Path, module: str) -> str:
        if module == "stages.generate":
            return ""
        chosen.append((folder / "params.yaml").read_text().partition("\nrecipe: ")[2].split()[0])
        return (
            f"Training\n{json.dumps({'imports': 14.0, 'preparation': 15.5, 'tracing': 17.5, 'first_step': 18.0})}\nend"
        )

    monkeypatch.setattr(start_up, "_run", run)
    monkeypatch.setattr(start_up.time, "monotonic", lambda: 10.0)
    phases = {"imports": 4.0, "preparation": 1.5, "tracing": 2.0, "first_step": 0.5}
    assert start_up.measure(2, ["modern", "article"]) == {"modern": [phases] * 2, "article": [phases] * 2}
    assert chosen == ["modern", "article"] * 2


def test_a_training_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"python -m nosuch failed:\n.*No module named nosuch"):
        start_up._run(tmp_path, "nosuch")


def test_settings_of_the_user_do_not_reach_the_training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("MLFLOW_TRACKING_URI", "DVC_ROOT", "PYTHONPATH")
    for name in names:
        monkeypatch.setenv(name, str(tmp_path))
    (tmp_path / "show.py").write_text("import os; print(sorted(os.environ))")
    shown = start_up._run(tmp_path, "show")
    assert not [name for name in names if f"'{name}'" in shown]
    assert "'PATH'" in shown
    assert os.environ["DVC_ROOT"] == str(tmp_path)
