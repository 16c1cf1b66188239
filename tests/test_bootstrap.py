"""bootstrap.py: its checks of the machine, and the environment that it creates."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import bootstrap
from tests.closure import ROOT


@pytest.fixture(autouse=True)
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


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were run, all successfully."""
    commands: list[list[str]] = []

    def call(command: list[str]) -> int:
        commands.append(command)
        if "venv" in command:
            Path(command[-1]).mkdir()
        return 0

    monkeypatch.setattr(bootstrap, "subprocess", SimpleNamespace(call=call))
    return commands


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


def test_an_environment_newer_than_the_lock_is_kept(home: Path) -> None:
    (home / ".venv").mkdir()
    (home / ".venv/.ready").touch()
    os.utime(home / "requirements.lock", (1, 1))
    bootstrap.main()


@pytest.mark.parametrize("state", ["absent", "incomplete", "older than the lock"])
def test_the_environment_is_created_from_the_lock_by_hash(state: str, home: Path, ran: list[list[str]]) -> None:
    if state != "absent":
        (home / ".venv").mkdir()
        (home / ".venv/left over").touch()
    if state == "older than the lock":
        (home / ".venv/.ready").touch()
        os.utime(home / ".venv/.ready", (1, 1))
    bootstrap.main()
    created, installed, project = ran
    assert created == [os.path.realpath(sys.executable), "-m", "venv", str(home / ".venv")]
    assert installed[:4] == [str(home / ".venv/bin/python"), "-m", "pip", "install"]
    assert installed[-3:] == ["--require-hashes", "-r", str(home / "requirements.lock")]
    assert {"--no-deps", "--no-build-isolation", "--no-index"} < set(project)
    assert project[-2:] == ["--editable", str(home)]
    assert [path.name for path in (home / ".venv").iterdir()] == [".ready"]
    bootstrap.main()
    assert len(ran) == 3


def test_another_python_has_another_folder(home: Path, ran: list[list[str]]) -> None:
    (home / ".venv").mkdir()
    (home / ".venv/.ready").touch()
    bootstrap.main(".venv-3.12")
    created, installed, _ = ran
    assert created[-1] == str(home / ".venv-3.12")
    assert installed[0] == str(home / ".venv-3.12/bin/python")
    assert (home / ".venv-3.12/.ready").exists()
    assert (home / ".venv/.ready").exists()
    bootstrap.main(".venv-3.12")
    assert len(ran) == 3


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_failed_command_is_reported_and_repeated_next_time(
    failing: int, home: Path, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    succeed = bootstrap.subprocess.call
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda command: succeed(command) or len(ran) == failing)
    message = error_message(bootstrap.main)
    assert "failed; see above. The network and 4 GB of free disk space are needed" in message
    assert len(ran) == failing
    assert not (home / ".venv/.ready").exists()


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


EMPTY_BACKEND = """
import zipfile

def build_editable(folder, settings=None, metadata=None):
    with zipfile.ZipFile(f"{folder}/x-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("x-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: x\\nVersion: 1\\n")
        wheel.writestr("x-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("x-1.dist-info/RECORD", "")
    return "x-1-py3-none-any.whl"
"""


@pytest.mark.slow
def test_the_python_of_an_outdated_environment_can_rebuild_it(home: Path) -> None:
    folder = home / ".venv-other"
    shutil.copy(ROOT / "bootstrap.py", home)
    (home / "backend.py").write_text(EMPTY_BACKEND)
    (home / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    )
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    command = [folder / "bin/python", "bootstrap.py", folder.name]
    process = subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=120, check=False)
    assert process.returncode == 0, process.stderr
    assert (folder / ".ready").exists()


def test_an_old_python_can_parse_it() -> None:
    source = (ROOT / "bootstrap.py").read_text()
    tree = ast.parse(source, feature_version=(3, 6))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr)]
    assert source.isascii()
