"""A repository for a training, a logging process that is not waited for, and a store to follow it in."""

import subprocess
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from sinegan.provenance import keys
from sinegan.tracking.live import follower, live_log


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


@pytest.fixture
def followed_store(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store, and a follower that logs often and has no deadline."""
    monkeypatch.setenv("DVC_ROOT", str(root))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(follower, "LOG_EVERY", 0.1)
    monkeypatch.setattr(follower, "deadline", lambda *_: nullcontext())
    monkeypatch.setattr(follower, "_lower_priority", lambda: None)


@pytest.fixture
def key(request: pytest.FixtureRequest) -> str:
    return str(request.node.name)
