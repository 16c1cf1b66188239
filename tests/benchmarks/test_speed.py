"""The implementations run, each in a process of its own with its own settings, and the tables show the results."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from benchmarks import speed, speed_tables
from benchmarks.turns import Command, Worker, default_environment, take_turns
from sinegan.runtime.instruction_sets import SETTINGS

MODULES = {**speed_tables.ARTICLE, **speed_tables.MODERN}.values()


@pytest.fixture
def pool(tmp_path: Path) -> str:
    waves = np.random.default_rng(0).random((300, 50), np.float32)
    np.save(tmp_path / "pool.npy", waves, allow_pickle=False)
    return str(tmp_path / "pool.npy")


class KnownWork:
    """A work of known length that is not done."""

    def __init__(self, seconds: float, steps: int = 1) -> None:
        self.steps, self.ended, self._seconds = steps, False, seconds
        self.repeats: list[int] = []

    def seconds(self, repeats: int) -> float:
        """See `Work`."""
        self.repeats.append(repeats)
        return repeats * self._seconds

    def end(self) -> None:
        """See `Work`."""
        self.ended = True


def test_times_are_those_of_one_step_and_ratios_those_to_the_first_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    works = {"ours": KnownWork(0.5, steps=10), "theirs": KnownWork(0.2)}
    rows = take_turns(works, turns=2, turn_seconds=1.0)
    assert rows == {"ours": {"ms": 50.0, "ratio": 1.0}, "theirs": {"ms": 200.0, "ratio": 4.0}}
    assert [work.repeats for work in works.values()] == [[1, 1, 2, 2], [1, 1, 5, 5]]
    assert all(work.ended for work in works.values())


def test_only_ours_gets_the_fixed_instruction_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    assert set(default_environment()) & set(SETTINGS) == set()
    assert os.environ["PATH"] == default_environment()["PATH"]


def test_no_implementation_but_ours_imports_sinegan() -> None:
    from tests.closure import ROOT, imported

    folder = ROOT / "benchmarks/implementations"
    ours = {path.stem for path in folder.glob("*.py") if any(name.startswith("sinegan") for name in imported(path))}
    assert ours == {"ours", "drawing_ours"}
    users = {path.stem for path in folder.glob("*.py") if "benchmarks.implementations.ours" in imported(path)}
    assert users == {"article_ours", "modern_ours"}
    for file in ("benchmarks/worker.py", "benchmarks/article_loop.py", "benchmarks/__init__.py"):
        assert not [name for name in imported(ROOT / file) if name.startswith("sinegan")]


def test_a_worker_answers_with_time_and_memory(pool: str) -> None:
    worker = Worker("drawing_numpy", 1_000, 1, pool)
    assert worker.seconds(50) > 0.02, "less than the time of 50,000 waves"
    assert worker.peak_mib > 10
    worker.end()


def test_a_worker_that_fails_says_why(pool: str) -> None:
    worker = Worker("nosuch", 10, 1, pool)
    with pytest.raises(RuntimeError, match=r"nosuch 10 1 [^\n]* failed:[\s\S]*No module named"):
        worker.seconds(1)
    worker.end()


def test_a_command_is_timed_for_each_repeat() -> None:
    assert Command("this").seconds(2) > 0


@pytest.mark.trains
@pytest.mark.parametrize(
    "module", ["article_ours", "modern_ours", "drawing_ours", "article_keras", "article_tensorflow"]
)
def test_an_implementation_runs(module: str, pool: str) -> None:
    worker = Worker(module, 20, 2, pool)
    assert worker.seconds(1) > 0
    worker.end()


def test_the_tables_show_what_was_measured_and_what_was_not_run() -> None:
    def row(ms: float, ratio: float) -> dict[str, float]:
        return {"ms": ms, "ratio": ratio}

    article = dict.fromkeys(speed_tables.ARTICLE) | {
        "ours": row(50.0, 1.0), "PyTorch": row(1234.5, 24.69), speed_tables.DEFAULTS: row(40.0, 0.8)
    }  # fmt: skip
    modern = dict.fromkeys(speed_tables.MODERN) | {"ours": row(9.0, 1.0), speed_tables.DEFAULTS: row(8.0, 0.889)}
    turn = {"imports": 4.0, "preparation": 1.0, "tracing": 2.0, "first_step": 0.25}
    results = {
        "article": {"10000": article},
        "memory_mib": {"10000": 900},
        "modern": modern,
        "start_up": {"article": [turn, turn | {"imports": 6.0}, turn]},
        "drawing": {"ours": row(5.0, 1.0), "numpy": row(50.0, 10.0)},
        "idle": None,
    }
    lines = speed.table(results).splitlines()
    assert "| 10,000 + 10,000 waves | 50 (1.00 x) | not run | not run | 1,234 (24.69 x) | not run | 900 MiB |" in lines
    assert "| 256 + 256 waves | 9 (1.00 x) | not run | not run | not run |" in lines
    assert "| `article` | 7.2 (7.2 .. 9.2) | 4 | 1 | 2 | 0.25 |" in lines
    assert "| `modern` | 9 | 8 (0.89 x) |" in lines
    assert "| drawing 10,000 waves | 5 | the article's loop over waves: 50 (10.00 x) |" in lines
    assert "| `dvc repro` with nothing to do | not run | `dvc status`: not run |" in lines
