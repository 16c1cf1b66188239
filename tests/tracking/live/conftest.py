"""A repository for a training, and a logging process that is not waited for."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sinegan.provenance import keys
from sinegan.tracking.live import live_log


@pytest.fixture
def training_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty repository, in which every training has the key ``abc``."""
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setattr(keys, "training_key", lambda *_: "abc")


@pytest.fixture
def short_timeout(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Half a second; processes that are still running afterwards are killed."""
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(*args: object, **options: object) -> "subprocess.Popen[bytes]":
        started.append(real(*args, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(live_log, "TIMEOUT", 0.5)
    monkeypatch.setattr(live_log.subprocess, "Popen", popen)
    yield
    for process in started:
        process.returncode = None
        process.kill()
        process.wait()
