"""The MLflow user interface."""

import os
import sys
from pathlib import Path

from sinegan.tracking.store import uri


def serve(port: str) -> None:
    """Become the MLflow server of our store, on loopback; Ctrl-C ends it. A store that is a server needs none."""
    program = str(Path(sys.executable).with_name("mlflow"))
    words = ["server", "--backend-store-uri", uri(), "--host", "127.0.0.1", "--port", port, "--workers", "1"]
    os.execv(program, [program, *words])  # noqa: S606 - fixed words, no shell
