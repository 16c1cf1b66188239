"""One process per command at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from sinegan.io import lock

ROOT = Path(__file__).resolve().parents[2]
HOLD = "from sinegan.io import lock\nwith lock.process_lock('train'):\n    print('held', flush=True)\n    input()\n"


def test_a_second_process_is_refused_and_a_killed_one_leaves_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", HOLD]
    with subprocess.Popen(command, env={"PYTHONPATH": str(ROOT)}, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        message = rf"'python -m stages.train' is running in this folder \(process {other.pid}\)"
        with pytest.raises(lock.BusyError, match=message), lock.process_lock("train"):
            pass
        with lock.process_lock("evaluate"):
            pass
        other.kill()
    with lock.process_lock("train"):
        pass


def test_an_invalid_process_id_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with lock.process_lock("train"):
        Path(".locks/train.pid").write_text("?")
        with pytest.raises(lock.BusyError, match="in this folder; wait"), lock.process_lock("train"):
            pass
