"""Each kind of error of MLflow and its store has a message with the right fix, without passwords."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import mlflow
import pytest
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

from sinegan.tracking import local_store, model, store
from sinegan.tracking.diagnosis import diagnose, kinds
from tests.closure import ROOT
from tests.faults import commands

CANNOT_HELP = "make publish"
RUN_ID = "0" * 32


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "2")
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))


def message(action: Callable[[], object], name: str | None = None) -> str:
    with pytest.raises(store.TrackingError) as caught, store.mlflow_errors(model=name):
        action()
    text = str(caught.value)
    assert "secret" not in text
    assert "\n" not in text
    return text


def opening(address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", address)
    return message(store.open_store)


class Reply(BaseHTTPRequestHandler):
    """A server that replies to everything with one status and body."""

    status, body = 200, ""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.body.encode())

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Reply) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield f"127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("status", "body", "problem", "fix"),
    [
        (403, "Invalid Host header - possible DNS rebinding attack detected", "refuses requests", "--allowed-hosts"),
        (403, "Permission denied", "lacks the permission", "ask for it"),
        (401, "You are not authenticated.", "the login failed", "set MLFLOW_TRACKING_USERNAME"),
        (404, "<html>", "not an MLflow server", "check host, port and path"),
        (200, "<html>", "not an MLflow server", "check host, port and path"),
        (503, "", "the server failed", "see its log"),
    ],
)  # fmt: skip
def test_replies_of_servers(
    status: int, body: str, problem: str, fix: str, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first body is that of MLflow's server with --allowed-hosts, the third that of --app-name basic-auth."""
    monkeypatch.setattr(Reply, "status", status)
    monkeypatch.setattr(Reply, "body", body)
    text = opening(f"http://user:secret@{server}", monkeypatch)
    assert text.startswith(f"MLflow at http://{server}: ")
    assert problem in text.partition("; ")[0]
    assert fix in text.partition("; ")[2]
    assert CANNOT_HELP not in text


@pytest.mark.parametrize(
    ("address", "problem", "fix"),
    [
        ("http://user:secret@127.0.0.1:9", "no server can be reached", "start it"),
        ("https://user:secret@127.0.0.1:9", "no server can be reached", "start it"),
        ("https://user:secret@SERVER", "no encrypted connection is possible", "use http://"),
    ],
)
def test_connections_that_fail(
    address: str, problem: str, fix: str, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = opening(address.replace("SERVER", server), monkeypatch)
    assert problem in text
    assert fix in text
    assert CANNOT_HELP not in text


def test_a_server_that_does_not_answer(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = threading.Event()
    monkeypatch.setattr(Reply, "do_GET", lambda _: answer.wait(30))
    text = opening(f"http://user:secret@{server}", monkeypatch)
    answer.set()
    assert "did not answer in time (timed out)" in text
    assert "raise MLFLOW_HTTP_REQUEST_TIMEOUT" in text


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "mlflow.db"
    local_store.prepare(path, "file:///artifacts")
    return path


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Path:
    """A complete store."""
    path = tmp_path / "mlflow.db"
    path.write_bytes(template.read_bytes())
    return path


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


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("models:/sine-gan@champion", "'make register' registers the current generator"),
        ("models:/sine-gan/3", "the quality gate does not admit the article's"),
        ("2c8fce52", "a run id has 32 hexadecimal digits and this has 8; copy it"),
        (RUN_ID, "copy the id from the page of a run that was published"),
        ("nosuch", "give a run id of 32 hexadecimal digits, or models:/sine-gan@champion after 'make register'"),
        ("http://user:secret@127.0.0.1:9/x", "give a run id of 32 hexadecimal digits"),
    ],
)
def test_a_model_that_does_not_exist(source: str, hint: str, database: Path) -> None:
    text = message(lambda: model.load(source))
    assert "cannot be loaded (" in text
    assert hint in text
    assert CANNOT_HELP not in text


def test_a_champion_that_does_not_exist_although_the_model_does(database: Path) -> None:
    client, _ = store.open_store()
    client.create_registered_model("sine-gan")
    assert "'make register'" in message(lambda: model.load("models:/sine-gan@champion"))


def test_an_error_while_a_model_is_loaded_keeps_its_own_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://user:secret@127.0.0.1:9")
    assert "no server can be reached" in message(lambda: model.load("models:/sine-gan@champion"))


def test_an_error_of_no_known_kind() -> None:
    def fail() -> None:
        raise mlflow.MlflowException("odd thing at postgresql://user:secret@host/x")

    text = message(fail)
    assert "an unexpected error (odd thing at postgresql://host/x); to go on without this store" in text


def test_a_password_is_removed_before_the_text_is_shortened() -> None:
    """Cut in the middle, it could not be recognized."""
    for length in range(140, 200):
        error = OSError("x" * length + " http://user:secret@host")
        assert "secr" not in diagnose.diagnose(error, "sqlite:////a.db")


def test_other_errors_of_python_are_not_hidden() -> None:
    with pytest.raises(ValueError, match="a bug"), store.mlflow_errors():
        raise ValueError("a bug")


@pytest.mark.parametrize("kind", [*kinds.KINDS, kinds.OTHER], ids=lambda kind: kind.message[:40])
def test_each_message_names_a_fix(kind: kinds.Kind) -> None:
    assert "; " in kind.message
