"""No waiting for servers, and a complete store."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "2")
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Path:
    """A complete store."""
    path = tmp_path / "mlflow.db"
    path.write_bytes(template.read_bytes())
    return path
