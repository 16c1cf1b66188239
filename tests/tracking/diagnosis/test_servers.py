"""Servers that refuse, fail or do not answer: messages with the right fix."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sinegan.tracking import store
from tests.tracking.diagnosis.messages import CANNOT_HELP, message


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
