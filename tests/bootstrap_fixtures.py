"""A temporary repository and a machine for the tests of bootstrap.py."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import bootstrap


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary repository, in which running a command fails the test."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "requirements.lock").write_text("")
    monkeypatch.setattr(bootstrap, "HERE", str(tmp_path))
    monkeypatch.setattr(bootstrap, "LOCK", str(tmp_path / "requirements.lock"))
    python(monkeypatch, 3, 12)
    machine(monkeypatch, "Linux", "x86_64")
    monkeypatch.setattr(bootstrap, "shutil", SimpleNamespace(which=lambda _: "/bin/git", rmtree=shutil.rmtree))
    monkeypatch.setattr(bootstrap, "subprocess", SimpleNamespace(call=lambda command: pytest.fail(f"ran {command}")))
    return tmp_path


def python(monkeypatch: pytest.MonkeyPatch, *version: int) -> None:
    monkeypatch.setattr(
        bootstrap,
        "sys",
        SimpleNamespace(
            version_info=(*version, 1, "final", 0), exit=sys.exit, executable=sys.executable, stdout=sys.stdout
        ),
    )


def machine(monkeypatch: pytest.MonkeyPatch, system: str, name: str) -> None:
    monkeypatch.setattr(bootstrap, "platform", SimpleNamespace(system=lambda: system, machine=lambda: name))


def error_message(action: Callable[[], None]) -> str:
    """The text that Python prints to stderr at exit; the exit code is then 1."""
    with pytest.raises(SystemExit) as exited:
        action()
    message = exited.value.code
    assert isinstance(message, str)
    assert message.startswith("ERROR: ")
    assert "\n" not in message
    return message
