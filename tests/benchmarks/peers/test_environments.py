"""The locks of the peers, and the environments made of them."""

import re
import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from benchmarks.peers import environments, run
from tests.closure import ROOT

each_peer = pytest.mark.parametrize("name", environments.NAMES)


def pins(name: str) -> dict[str, tuple[str, list[str]]]:
    """Version and hashes of each package in a lock."""
    lines = environments.lock_of(name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    parts = [re.split(r"\s+--hash=", line.strip()) for line in lines]
    found = [(Requirement(requirement), hashes) for requirement, *hashes in parts]
    return {requirement.name: (str(requirement.specifier), hashes) for requirement, hashes in found}


def test_there_are_peers() -> None:
    assert set(environments.NAMES) == {"flowjax", "tsgm", "denoising_diffusion", "dgan"}


@each_peer
def test_every_package_is_pinned_by_hash_and_no_address_is_named(name: str) -> None:
    assert "://" not in environments.lock_of(name).read_text(encoding="utf-8")
    for specifier, hashes in pins(name).values():
        assert re.fullmatch(r"==[\w.]+", specifier)
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", text) for text in hashes)


@each_peer
def test_a_lock_holds_what_is_required(name: str) -> None:
    """Without the hashes of a new resolution, which needs the network."""
    text = environments.lock_of(name).with_name("requirements.in").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            required = Requirement(line)
            version = pins(name)[required.name][0].removeprefix("==")
            assert required.specifier.contains(version), line


@each_peer
def test_docs_name_package_version_and_variants(name: str) -> None:
    text, peer = (ROOT / "docs/peers.md").read_text(encoding="utf-8"), run.module(name)
    assert f"{peer.PACKAGE} {pins(name)[peer.PACKAGE][0].removeprefix('==')}" in text
    assert all(f"`{name}` `{variant}`" in text for variant in peer.VARIANTS)


@each_peer
def test_the_project_does_not_depend_on_the_package(name: str) -> None:
    assert run.module(name).PACKAGE not in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_an_environment_is_made_once_for_each_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def made(command: list[str], name: str) -> None:
        commands.append(command)
        (tmp_path / ".venv-peers" / name).mkdir(parents=True, exist_ok=True)

    lock = tmp_path / "flowjax/requirements.lock"
    lock.parent.mkdir()
    lock.write_text("a==1")
    monkeypatch.setattr(environments, "ROOT", tmp_path)
    monkeypatch.setattr(environments, "HERE", tmp_path)
    monkeypatch.setattr(environments, "FOLDER", tmp_path / ".venv-peers")
    monkeypatch.setattr(environments, "_run", made)
    assert environments.python_of("flowjax", "python3.11") == tmp_path / ".venv-peers/flowjax/bin/python"
    assert commands[0] == ["python3.11", "-m", "venv", str(tmp_path / ".venv-peers/flowjax")]
    assert {"--require-hashes", "--no-deps", str(lock)} < set(commands[1])
    environments.python_of("flowjax")
    assert len(commands) == 2
    lock.write_text("a==2")
    environments.python_of("flowjax")
    assert len(commands) == 4


def test_a_failed_installation_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def failed(command: list[str], check: bool) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(subprocess, "run", failed)
    with pytest.raises(environments.EnvironmentProblemError, match=r"'python -m pip install' failed.*docs/peers\.md"):
        environments._run(["python", "-m", "pip", "install", "x"], "dgan")
