"""bootstrap.py checks Python, machine, git and repository before anything else."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import bootstrap
from tests.closure import ROOT
from tests.fixtures.bootstrap import error_message, machine, python

pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
@pytest.mark.parametrize("platform", [("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64")])
def test_a_supported_machine_passes(
    version: tuple[int, int], platform: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    python(monkeypatch, *version)
    machine(monkeypatch, *platform)
    bootstrap.check()


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10), (3, 14), (4, 0)])
def test_an_unsupported_python_is_reported_with_a_fix(
    version: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    python(monkeypatch, *version)
    message = error_message(bootstrap.check)
    assert f"Python {version[0]}.{version[1]} is not supported; 3.11 to 3.13 is needed" in message
    assert "make repro PYTHON=python3.12" in message


@pytest.mark.parametrize("platform", [("Windows", "AMD64"), ("Darwin", "x86_64"), ("Linux", "riscv64")])
def test_an_unsupported_machine_is_reported(platform: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, *platform)
    assert f"no build for {platform[0]} on {platform[1]}" in error_message(bootstrap.check)


def test_a_missing_git_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "shutil", SimpleNamespace(which=lambda name: None if name == "git" else name))
    assert "git is not installed" in error_message(bootstrap.check)


def test_a_folder_without_a_repository_is_reported_with_a_fix(home: Path) -> None:
    (home / ".git").rmdir()
    assert "clone it, or run 'git init' here" in error_message(bootstrap.check)


def test_a_work_tree_with_a_git_file_passes(home: Path) -> None:
    (home / ".git").rmdir()
    (home / ".git").write_text("gitdir: elsewhere")
    bootstrap.check()


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_reported_with_a_fix(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert "apt-get install python3.12-venv" in error_message(bootstrap.check)


def test_nothing_is_written_on_an_unsupported_machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python(monkeypatch, 3, 10)
    error_message(bootstrap.main)
    assert sorted(path.name for path in home.iterdir()) == [".git", "requirements.lock"]


def test_as_a_command_it_prints_one_line_and_fails(home: Path) -> None:
    shutil.copy(ROOT / "bootstrap.py", home)
    (home / ".git").rmdir()
    process = subprocess.run(
        [sys.executable, "bootstrap.py"], cwd=home, capture_output=True, text=True, timeout=60, check=False
    )
    assert process.returncode == 1
    assert process.stdout == ""
    assert process.stderr.startswith("ERROR: ")
    assert process.stderr.count("\n") == 1


def test_an_old_python_can_parse_it() -> None:
    source = (ROOT / "bootstrap.py").read_text()
    tree = ast.parse(source, feature_version=(3, 6))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr)]
    assert source.isascii()
