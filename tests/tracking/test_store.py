"""The address of the store, and the errors if it does not answer."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock
from mlflow.cli import cli as mlflow_cli

from sinegan.io import repository
from sinegan.tracking import store

ROOT = Path(__file__).resolve().parents[2]
FIRST_USER = """
import pathlib, sys, time
from sinegan.tracking import store

pathlib.Path("ready-" + sys.argv[1]).touch()
while not pathlib.Path("go").exists():
    time.sleep(0.002)
client, experiment = store.open_store()
sys.stdout.write(f"{experiment} {store.uri()}")
"""


@pytest.fixture(autouse=True)
def _restore_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Restore the variables that opening a store sets."""
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_HTTP_REQUEST_MAX_RETRIES", "MLFLOW_HTTP_REQUEST_TIMEOUT"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.fixture
def closed_port(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The address of a server on loopback that does not exist, set in the environment."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", address)
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    return address


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


def test_an_absent_server_is_reported_with_the_fix(closed_port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    with pytest.raises(store.TrackingError) as caught:
        store.is_published("key", "md5")
    message = str(caught.value)
    assert message.startswith(f"MLflow at {closed_port}: no server can be reached (")
    assert "start it, or correct MLFLOW_TRACKING_URI" in message
    assert "\n" not in message


@pytest.mark.slow
def test_an_absent_server_costs_less_than_a_minute(closed_port: str) -> None:
    start = time.monotonic()
    with pytest.raises(store.TrackingError):
        store.is_published("key", "md5")
    assert time.monotonic() - start < 60


def test_timeouts_set_by_the_user_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "99")
    store.set_timeouts()
    assert os.environ["MLFLOW_HTTP_REQUEST_TIMEOUT"] == "99"
    assert int(os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"]) <= 3


def test_a_store_that_another_process_has_locked_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setattr(store, "_LOCK_SECONDS", 0.1)
    with (
        FileLock(tmp_path / "mlflow.db.lock"),
        pytest.raises(store.TrackingError, match="another process holds a lock"),
    ):
        store.is_published("key", "md5")
    assert not (tmp_path / "mlflow.db").exists()


@pytest.mark.parametrize(
    "address", ["ftp://127.0.0.1", "databricks-uc://x", "./runs", "sqlite://host/a.db", "postgresql://u@h:port/runs"]
)
def test_an_address_that_mlflow_refuses_is_reported(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", address)
    with pytest.raises(store.TrackingError, match=r"this address cannot be used \(.*\); set MLFLOW_TRACKING_URI to"):
        store.is_published("key", "md5")


def test_a_database_without_its_driver_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "postgresql://127.0.0.1:9/runs")
    with pytest.raises(store.TrackingError, match=r"a Python package is missing \(No module named 'psycopg'\)"):
        store.is_published("key", "md5")


@pytest.fixture
def temporary_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with one run, in a temporary repository."""
    (tmp_path / "here").mkdir()
    monkeypatch.setenv("DVC_ROOT", str(tmp_path / "here"))
    client, experiment = store.open_store()
    client.create_run(experiment, tags={"key": "abc"})
    return tmp_path / "here"


def test_a_store_that_was_moved_is_reported_and_not_written_to(
    temporary_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MLflow would still write to the old folder, or fail there."""
    moved = temporary_store.with_name("there")
    temporary_store.rename(moved)
    monkeypatch.setenv("DVC_ROOT", str(moved))
    monkeypatch.delenv("MLFLOW_TRACKING_URI")  # MLflow has set it for this process
    with pytest.raises(store.TrackingError, match=r"was moved or copied; move it back, or remove mlflow\.db"):
        store.open_store()
    assert not temporary_store.exists()


def test_missing_artifacts_do_not_matter(temporary_store: Path) -> None:
    shutil.rmtree(temporary_store / "mlartifacts", ignore_errors=True)
    client, experiment = store.open_store()
    run = store.find(client, experiment, "abc")
    assert run is not None
    client.log_text(run.info.run_id, "again", "a.txt")
    assert list((temporary_store / "mlartifacts").rglob("a.txt"))


def test_a_deleted_run_is_not_found_again(temporary_store: Path) -> None:
    client, experiment = store.open_store()
    run = store.find(client, experiment, "abc")
    assert run is not None
    client.delete_run(run.info.run_id)
    assert store.find(client, experiment, "abc") is None


def test_a_deleted_experiment_is_reported_with_the_command_that_restores_it(
    temporary_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, experiment = store.open_store()
    client.delete_experiment(experiment)
    with pytest.raises(store.TrackingError) as caught:
        store.is_published("abc", "md5")
    variable, mlflow, *arguments = str(caught.value).rpartition("runs: ")[2].split()
    assert (variable, mlflow) == (f"MLFLOW_TRACKING_URI=sqlite:///{temporary_store}/mlflow.db", "mlflow")
    monkeypatch.setenv(*variable.split("=", 1))
    assert CliRunner().invoke(mlflow_cli, arguments).exit_code == 0
    assert store.locate("abc")[1] is not None


def test_a_run_is_located_by_its_key(temporary_store: Path) -> None:
    client, experiment = store.open_store()
    run = store.find(client, experiment, "abc")
    assert run is not None
    assert store.locate("abc") == (experiment, run.info.run_id)
    assert store.locate("other") == store.locate() == (experiment, None)


def test_an_old_mlruns_folder_is_not_changed(temporary_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(temporary_store)
    old = temporary_store / "mlruns/0"
    old.mkdir(parents=True)
    (old / "meta.yaml").write_text("experiment_id: '0'\nname: Default\n")
    client, experiment = store.open_store()
    assert store.find(client, experiment, "abc") is not None
    assert sorted(path.name for path in old.iterdir()) == ["meta.yaml"]
