"""A port is checked before the server starts, and the server is announced when it answers."""

import os
import socket
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from sinegan.tracking import ui_server


@pytest.fixture
def taken() -> int:
    """A port on which a server listens."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_port_in_use_is_refused_with_a_free_one(taken: int) -> None:
    with pytest.raises(
        ui_server.PortError, match=rf"^port {taken} is in use; choose another: PORT=\d+ make ui$"
    ) as caught:
        ui_server.check_port(taken)
    free = int(str(caught.value).partition("PORT=")[2].split()[0])
    assert free != taken
    ui_server.check_port(free)


def test_a_port_of_a_program_that_does_not_answer_is_refused() -> None:
    """Bound, but without a listener."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        with pytest.raises(ui_server.PortError, match="is in use"):
            ui_server.check_port(server.getsockname()[1])


def test_a_port_that_the_system_does_not_permit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: socket.socket, address: tuple[str, int]) -> None:
        if address[1] < 1024:
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(ui_server.PortError, match="port 80 needs the rights of an administrator; choose another"):
        ui_server.check_port(80)


def test_a_port_is_free_again_at_once_after_its_server_ended() -> None:
    """Its last connections still wait in the system for a minute."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            connection, _ = server.accept()
            connection.close()  # the server's side ends first, and so it is the one that waits
            assert client.recv(1) == b""
    ui_server.check_port(port)


class Health(BaseHTTPRequestHandler):
    """It answers as MLflow's server does."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200 if self.path == "/health" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def test_the_server_is_announced_when_it_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ui_server, "_POLL_EVERY", 0.01)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with HTTPServer(("127.0.0.1", 0), Health) as http, ui_server._announcing(http.server_port):
        assert capsys.readouterr().out == ""
        http.handle_request()
    assert capsys.readouterr().out == "MLflow is ready: open the links above. Ctrl-C ends it.\n"


def test_a_server_that_ends_before_it_answers_is_not_announced(
    taken: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui_server, "_answers", lambda _: False)
    with ui_server._announcing(taken):
        pass
    assert capsys.readouterr().out == ""


def test_variables_of_the_user_are_kept(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    arguments: list[list[str]] = []
    monkeypatch.setattr("mlflow.cli.cli.main", lambda args, **_: arguments.append(args))
    monkeypatch.setattr(ui_server, "_answers", lambda _: False)
    monkeypatch.setenv("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "true")
    monkeypatch.setenv("PYTHONWARNINGS", "default")
    ui_server.serve("postgresql://user:secret@host/runs", 5001)
    assert (os.environ["MLFLOW_SERVER_ENABLE_JOB_EXECUTION"], os.environ["PYTHONWARNINGS"]) == ("true", "default")
    assert arguments[0][:3] == ["server", "--backend-store-uri", "postgresql://user:secret@host/runs"]
    assert "secret" not in capsys.readouterr().out
