"""A store that cannot be reached is reported with the fix."""

import time
from pathlib import Path

import pytest
from filelock import FileLock

from sinegan.tracking import store
from tests.fixtures.free_port import free_port


@pytest.fixture
def closed_port(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The address of a server on loopback that does not exist, set in the environment."""
    address = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", address)
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    return address


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
