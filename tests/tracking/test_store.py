"""The address of the store, and its first users."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sinegan.io import repository
from sinegan.tracking import store
from tests.closure import ROOT

FIRST_USER = """
import pathlib, sys, time
from sinegan.tracking import store

pathlib.Path("ready-" + sys.argv[1]).touch()
while not pathlib.Path("go").exists():
    time.sleep(0.002)
client, experiment = store.open_store()
sys.stdout.write(f"{experiment} {store.uri()}")
"""


def test_the_store_is_in_the_repository() -> None:
    assert repository.root() == ROOT
    assert store.uri() == f"sqlite:///{ROOT}/mlflow.db"


@pytest.mark.parametrize(
    ("environment", "uri"),
    [
        ({"DVC_ROOT": "/elsewhere"}, "sqlite:////elsewhere/mlflow.db"),
        ({"MLFLOW_TRACKING_URI": "http://127.0.0.1:5000"}, "http://127.0.0.1:5000"),
        ({"MLFLOW_TRACKING_URI": "sqlite:////own.db", "DVC_ROOT": "/elsewhere"}, "sqlite:////own.db"),
        ({"MLFLOW_TRACKING_URI": "", "DVC_ROOT": ""}, f"sqlite:///{ROOT}/mlflow.db"),
    ],
)
def test_the_environment_selects_the_store(
    environment: dict[str, str], uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert store.uri() == uri


@pytest.mark.slow
def test_two_first_users_share_one_experiment_with_artifacts_under_the_root(tmp_path: Path) -> None:
    root, cwd = tmp_path / "root", tmp_path / "copy"
    root.mkdir()
    cwd.mkdir()
    users = [
        subprocess.Popen(
            [sys.executable, "-c", FIRST_USER, number],
            cwd=cwd,
            env=os.environ | {"DVC_ROOT": str(root), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in "12"
    ]
    try:
        until = time.monotonic() + 60
        while len(list(cwd.glob("ready-*"))) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        (cwd / "go").touch()
        outputs = [user.communicate(timeout=90) for user in users]
    finally:
        for user in users:
            user.kill()
            user.wait()
    database = root / "mlflow.db"
    assert [user.returncode for user in users] == [0, 0], outputs
    assert [out for out, _ in outputs] == [f"1 sqlite:///{database}"] * 2
    assert not (cwd / "mlruns").exists()
    connection = sqlite3.connect(database)
    locations = connection.execute("select artifact_location from experiments where name = 'sine-gan'").fetchall()
    connection.close()
    assert locations == [((root / "mlartifacts").as_uri(),)]


def test_timeouts_set_by_the_user_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "99")
    store.set_timeouts()
    assert os.environ["MLFLOW_HTTP_REQUEST_TIMEOUT"] == "99"
    assert int(os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"]) <= 3
