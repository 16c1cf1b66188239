"""Serve an MLflow store on loopback."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException

from sinegan.errors import SineGanError
from sinegan.io import console

HOST = "127.0.0.1"
_POLL_EVERY = 0.2
_FASTER_AND_QUIETER = {
    "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",  # processes for language models: a third of the start
    "PYTHONWARNINGS": "ignore",  # of MLflow's own use of deprecated functions
}


class PortError(SineGanError):
    """The port is in use, or the system does not permit its use."""


def check_port(port: int) -> None:
    """Check that a server can be started on that port, which would otherwise fail after half a minute.

    Raises
    ------
    PortError
        The message names a free port.
    """
    problem = _problem(port)
    if problem:
        free = next(other for other in (*range(max(port, 5000) + 1, 65_536), *range(5000, port)) if not _problem(other))
        raise PortError(f"port {port} {problem}; choose another: PORT={free} make ui")


def _problem(port: int) -> str | None:
    """Why the port cannot be used; None if it can. On macOS, binding succeeds where a program serves all addresses."""
    with socket.socket() as client, socket.socket() as server:
        client.settimeout(1.0)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server: old connections do not matter
        if client.connect_ex((HOST, port)) == 0:
            return "is in use"
        try:
            server.bind((HOST, port))
        except PermissionError:
            return "needs the rights of an administrator"
        except OSError:
            return "is in use"
    return None


def serve(uri: str, port: int) -> None:
    """Serve the store until Ctrl-C, and print when it answers.

    The server is started by the function behind the command ``mlflow``: in this process, MLflow is imported already.
    """
    from mlflow.cli import cli

    for name, value in _FASTER_AND_QUIETER.items():
        os.environ.setdefault(name, value)
    console.echo(f"Starting MLflow with {uri}; this takes about ten seconds.")
    arguments = ["--backend-store-uri", uri, "--registry-store-uri", uri, "--host", HOST, "--port", str(port)]
    quiet = ["--workers", "1", "--uvicorn-opts", "--log-level warning"]  # otherwise it prints a link to other pages
    with _announcing(port):
        cli.main(["server", *arguments, *quiet], prog_name="mlflow")


@contextmanager
def _announcing(port: int) -> Iterator[None]:
    """Print a line when the server answers, unless it ends before."""
    ended = threading.Event()

    def announce() -> None:
        while not ended.wait(_POLL_EVERY):
            if _answers(port):
                console.echo("MLflow is ready: open the links above. Ctrl-C ends it.")
                return

    thread = threading.Thread(target=announce)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _answers(port: int) -> bool:
    """Whether a server answers; without the proxy that the environment may name."""
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
