"""What the first command says on a machine that lacks something, and what it does on one that does not."""

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
    """A repository of its own, and no command that runs."""
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
    """The commands that were run, all with success."""
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


def complaint(do: Callable[[], None]) -> str:
    """What Python prints on stderr as it ends; with a text it ends with 1."""
    with pytest.raises(SystemExit) as ended:
        do()
    said = ended.value.code
    assert isinstance(said, str)
    assert said.startswith("ERROR: ")
    assert "\n" not in said
    return said


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
@pytest.mark.parametrize("place", [("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64")])
def test_a_machine_that_has_all_passes(
    version: tuple[int, int], place: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    python(monkeypatch, *version)
    machine(monkeypatch, *place)
    bootstrap.check()


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10), (3, 14), (4, 0)])
def test_another_python_is_told_with_the_cure(version: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    python(monkeypatch, *version)
    said = complaint(bootstrap.check)
    assert f"Python {version[0]}.{version[1]} found; 3.11 to 3.13 is needed" in said
    assert "make repro PYTHON=python3.12" in said


@pytest.mark.parametrize("place", [("Windows", "AMD64"), ("Darwin", "x86_64"), ("Linux", "riscv64")])
def test_another_machine_is_told(place: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, *place)
    assert f"no build for {place[0]} on {place[1]}" in complaint(bootstrap.check)


def test_a_missing_git_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "shutil", SimpleNamespace(which=lambda name: None if name == "git" else name))
    assert "git is not installed" in complaint(bootstrap.check)


def test_a_folder_that_is_no_repository_is_told_with_the_cure(home: Path) -> None:
    (home / ".git").rmdir()
    assert "clone it, or run 'git init' here" in complaint(bootstrap.check)


def test_a_work_tree_whose_git_is_a_file_passes(home: Path) -> None:
    (home / ".git").rmdir()
    (home / ".git").write_text("gitdir: elsewhere")
    bootstrap.check()


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_with_the_cure(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert "apt-get install python3.12-venv" in complaint(bootstrap.check)


def test_nothing_is_done_when_all_is_there_and_newer_than_the_lock(home: Path) -> None:
    (home / ".venv").mkdir()
    (home / ".venv/.ready").touch()
    os.utime(home / "requirements.lock", (1, 1))
    bootstrap.main()


@pytest.mark.parametrize("state", ["absent", "half made", "older than the lock"])
def test_the_environment_is_made_anew_from_the_lock_by_hash(state: str, home: Path, ran: list[list[str]]) -> None:
    if state != "absent":
        (home / ".venv").mkdir()
        (home / ".venv/left over").touch()
    if state == "older than the lock":
        (home / ".venv/.ready").touch()
        os.utime(home / ".venv/.ready", (1, 1))
    bootstrap.main()
    made, installed, itself = ran
    assert made == [os.path.realpath(sys.executable), "-m", "venv", str(home / ".venv")]
    assert installed[:4] == [str(home / ".venv/bin/python"), "-m", "pip", "install"]
    assert installed[-3:] == ["--require-hashes", "-r", str(home / "requirements.lock")]
    assert {"--no-deps", "--no-build-isolation", "--no-index"} < set(itself)
    assert itself[-2:] == ["--editable", str(home)]
    assert [path.name for path in (home / ".venv").iterdir()] == [".ready"]
    bootstrap.main()
    assert len(ran) == 3


def test_a_second_python_has_a_folder_of_its_own(home: Path, ran: list[list[str]]) -> None:
    (home / ".venv").mkdir()
    (home / ".venv/.ready").touch()
    bootstrap.main(".venv-3.12")
    made, installed, _ = ran
    assert made[-1] == str(home / ".venv-3.12")
    assert installed[0] == str(home / ".venv-3.12/bin/python")
    assert (home / ".venv-3.12/.ready").exists()
    assert (home / ".venv/.ready").exists()
    bootstrap.main(".venv-3.12")
    assert len(ran) == 3


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_failure_is_told_and_tried_again_next_time(
    failing: int, home: Path, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    succeed = bootstrap.subprocess.call
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda command: succeed(command) or len(ran) == failing)
    said = complaint(bootstrap.main)
    assert "failed; see above. The network and 4 GB of disk are needed" in said
    assert len(ran) == failing
    assert not (home / ".venv/.ready").exists()


def test_a_machine_that_lacks_something_is_left_as_it_was(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python(monkeypatch, 3, 10)
    complaint(bootstrap.main)
    assert sorted(path.name for path in home.iterdir()) == [".git", "requirements.lock"]


def test_as_a_command_it_says_one_line_and_fails(home: Path) -> None:
    shutil.copy(ROOT / "bootstrap.py", home)
    (home / ".git").rmdir()
    answer = subprocess.run(
        [sys.executable, "bootstrap.py"], cwd=home, capture_output=True, text=True, timeout=60, check=False
    )
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.startswith("ERROR: ")
    assert answer.stderr.count("\n") == 1


BUILDS_NOTHING = """
import zipfile

def build_editable(folder, settings=None, metadata=None):
    with zipfile.ZipFile(f"{folder}/x-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("x-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: x\\nVersion: 1\\n")
        wheel.writestr("x-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("x-1.dist-info/RECORD", "")
    return "x-1-py3-none-any.whl"
"""


@pytest.mark.slow
def test_the_python_of_an_outdated_environment_makes_it_anew(home: Path) -> None:
    folder = home / ".venv-other"
    shutil.copy(ROOT / "bootstrap.py", home)
    (home / "backend.py").write_text(BUILDS_NOTHING)
    (home / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    )
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    own = [folder / "bin/python", "bootstrap.py", folder.name]
    answer = subprocess.run(own, cwd=home, capture_output=True, text=True, timeout=120, check=False)
    assert answer.returncode == 0, answer.stderr
    assert (folder / ".ready").exists()


def test_an_old_python_can_read_it() -> None:
    source = (ROOT / "bootstrap.py").read_text()
    tree = ast.parse(source, feature_version=(3, 6))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr)]
    assert source.isascii()
