"""Stores that are locked, damaged, read-only, full or outdated: messages with the right fix."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

from sinegan.tracking import store
from tests.closure import ROOT
from tests.faults import commands
from tests.tracking.diagnosis.messages import CANNOT_HELP, RUN_ID, message


def test_a_locked_store(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        text = message(lambda: sqlite3.connect(database, timeout=0.1).execute("SELECT * FROM runs"))
    assert "another process has locked the store (database is locked); close the program that uses it" in text
    assert str(database) in text
    assert CANNOT_HELP not in text


@pytest.mark.parametrize("content", [b"no database" * 1_000, None])
def test_a_damaged_store(content: bytes | None, database: Path) -> None:
    """Here publishing again helps, after the file was moved."""
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2] if content is None else content)
    text = message(store.open_store)
    assert "the file is damaged or is not an MLflow store" in text
    assert f"move {database} away; 'make publish' then logs the current result to a new store" in text


def test_a_folder_instead_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "mlflow.db").mkdir()
    assert f"{tmp_path / 'mlflow.db'} must be a readable file" in message(store.open_store)


CREATE_RUN = """
from sinegan.tracking import store
with store.mlflow_errors():
    client, experiment = store.open_store()
    client.create_run(experiment)
"""


def in_other_process(folder: Path, before: Callable[[], None]) -> str:
    """Create a run in another process; returns the last line of its traceback."""
    process = subprocess.run(
        [sys.executable, "-c", CREATE_RUN],
        cwd=ROOT,
        env=os.environ | {"DVC_ROOT": str(folder), "MLFLOW_TRACKING_URI": ""},
        preexec_fn=before,
        capture_output=True,
        text=True,
        check=False,
    )
    return process.stderr.splitlines()[-1]


@pytest.mark.slow
def test_a_full_disk(database: Path) -> None:
    store.open_store()

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    assert "a disk is full (disk I/O error); free some space" in in_other_process(database.parent, limit)


@pytest.mark.slow
def test_a_read_only_folder(database: Path) -> None:
    store.open_store()
    database.parent.chmod(0o555)
    try:
        text = in_other_process(database.parent, commands._drop_override)
    finally:
        database.parent.chmod(0o755)
    assert "the store is read-only (attempt to write a readonly database); fix the permissions of" in text


def test_a_store_of_another_version_that_is_not_sqlite(database: Path) -> None:
    """`local_store` finds those in SQLite files; for others, MLflow itself does."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '39d1c3be5f05'")
        connection.commit()
    text = message(lambda: SqlAlchemyStore(f"sqlite:///{database}", "file:///artifacts"))
    assert "another version of MLflow; copy it, then run 'mlflow db upgrade sqlite:///" in text


def test_a_deleted_experiment_and_a_deleted_run(database: Path) -> None:
    client, experiment = store.open_store()
    run = client.create_run(experiment).info.run_id
    client.delete_run(run)
    text = message(lambda: client.log_param(run, "a", 1))
    assert "the run was deleted while it was being written; 'make publish' logs the result to a new run" in text
    client.delete_experiment(experiment)
    restore = f"MLFLOW_TRACKING_URI=sqlite:///{database} mlflow experiments restore --experiment-id {experiment}"
    assert restore in message(lambda: client.create_run(experiment))
    assert restore in message(store.open_store)
    assert message(lambda: client.get_run(RUN_ID)).endswith("run the command again")
