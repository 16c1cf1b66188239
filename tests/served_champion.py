"""The champion, served by MLflow on loopback."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests import small_pipeline
from tests.free_port import free_port


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The champion served by MLflow on loopback."""
    port = str(free_port())
    arguments = ["-m", "mlflow", "models", "serve", "-m", "models:/sine-gan@champion", "--env-manager", "local"]
    store = {"MLFLOW_TRACKING_URI": f"sqlite:///{folder / 'mlflow.db'}"}
    with subprocess.Popen(
        [sys.executable, *arguments, "--host", "127.0.0.1", "--port", port],
        cwd=folder, env=small_pipeline.environment() | store, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as server:  # fmt: skip
        try:
            wait_for_server(f"http://127.0.0.1:{port}/ping")
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)


def wait_for_server(address: str) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            requests.get(address, timeout=5)
        except requests.ConnectionError:
            assert time.monotonic() < deadline, f"{address} does not answer"
            time.sleep(0.5)
        else:
            return
