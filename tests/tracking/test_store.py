"""The address of the store, and its first users."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from mlflow import MlflowClient
from mlflow.entities import Param
from mlflow.exceptions import MlflowException

from sinegan.io import repository
from sinegan.tracking import store
from tests.closure import ROOT
from tests.fixtures.free_port import free_port

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


@pytest.fixture(scope="module")
def _registry_of_the_user() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("MLFLOW_REGISTRY_URI", "sqlite:////registry-of-the-user.db")
        yield


@pytest.mark.usefixtures("_registry_of_the_user")
def test_no_setting_of_the_user_reaches_a_test() -> None:
    names = {name for name in os.environ if name.startswith("MLFLOW_")}
    assert names == {"MLFLOW_DISABLE_TELEMETRY", "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"}


def test_clones_that_share_an_sqlite_file_share_its_lock(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shared").mkdir()
    database = shutil.copy(template, tmp_path / "shared/own.db")
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{database}")
    monkeypatch.setenv("DVC_ROOT", str(tmp_path / "clone"))
    monkeypatch.setattr(store, "_LOCK_SECONDS", 0.1)
    with (
        FileLock(tmp_path / "shared/own.db.lock"),
        pytest.raises(store.TrackingError, match="another process holds a lock"),
    ):
        store.is_published("key", "md5")


def test_a_server_needs_no_lock_in_the_clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clone may be read-only."""
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    with pytest.raises(store.TrackingError, match="no server can be reached"):
        store.is_published("key", "md5")
    assert list(tmp_path.iterdir()) == []


def test_an_experiment_that_another_process_just_created_is_used(
    client: MlflowClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, experiment = store.open_store()
    answers = iter([None, client.get_experiment(experiment)])
    monkeypatch.setattr(MlflowClient, "get_experiment_by_name", lambda *_: next(answers))
    assert store.open_store()[1] == experiment


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


def test_errors_are_not_lost_in_asynchronous_logging(client: MlflowClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_ENABLE_ASYNC_LOGGING", "true")
    _, experiment = store.open_store()
    run = client.create_run(experiment, tags={"key": "asynchronous"}).info.run_id
    client.log_param(run, "a", 1)
    with pytest.raises(MlflowException, match="Changing param values is not allowed"):
        client.log_batch(run, params=[Param("a", "2")])


def test_timeouts_set_by_the_user_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "99")
    store.set_options()
    assert os.environ["MLFLOW_HTTP_REQUEST_TIMEOUT"] == "99"
    assert int(os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"]) <= 3
