"""``sinegan ui`` starts a server on the port, or refuses the port."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.closure import ROOT
from tests.commands.ui_links import PAGES, VIEW
from tests.fixtures import in_process
from tests.fixtures.free_port import free_port


def test_a_port_in_use_is_one_line_before_anything_else(tmp_path: Path) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        result = in_process.run(tmp_path, "ui", environment={"PORT": str(port)})
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"ERROR: port {port} is in use; choose another: PORT=")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "mlflow.db").exists()


@pytest.mark.parametrize("port", ["abc", "0", "65536"])
def test_what_is_not_a_port_is_refused(port: str, tmp_path: Path) -> None:
    result = in_process.run(tmp_path, "ui", environment={"PORT": port})
    assert result.returncode == 2
    assert "Invalid value for '--port' (env var: 'PORT')" in result.stderr


@pytest.mark.slow
def test_the_server_answers_and_ends(tmp_path: Path) -> None:
    port = free_port()
    environment = os.environ | {"DVC_ROOT": str(tmp_path), "PYTHONPATH": str(ROOT), "MLFLOW_TRACKING_URI": ""}
    with subprocess.Popen(
        [sys.executable, "-m", "sinegan.cli", "ui", "--port", str(port)],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        output = ""
        until = time.monotonic() + 120
        while "MLflow is ready" not in output and time.monotonic() < until:
            output += process.stdout.readline()
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/")
        assert b"MLflow" in connection.getresponse().read()
        connection.close()
        process.send_signal(signal.SIGTERM)
        output += process.stdout.read()
    assert output.splitlines()[1] == f"All runs: http://127.0.0.1:{port}/#/experiments/1/runs{PAGES}{VIEW}"
    assert output.endswith("MLflow is ready: open the links above. Ctrl-C ends it.\n")
    assert f":{port}\n" not in output  # MLflow's own link opens its pages for language models
