"""bootstrap.py creates the environment from the lock, once, and again after a failure, a newer lock or a move."""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

import bootstrap
from tests.closure import ROOT
from tests.fixtures.bootstrap import error_message

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were run, all successfully."""
    commands: list[list[str]] = []

    def call(command: list[str]) -> int:
        commands.append(command)
        if "venv" in command:
            environment(Path(command[-1]))
        return 0

    monkeypatch.setattr(bootstrap, "subprocess", SimpleNamespace(call=call))
    return commands


def environment(folder: Path, created_as: Path | None = None) -> None:
    """What ``python -m venv`` writes that bootstrap.py reads."""
    folder.mkdir()
    (folder / "pyvenv.cfg").write_text(f"home = /bin\ncommand = /bin/python3 -m venv {created_as or folder}\n")


def test_an_environment_newer_than_the_lock_is_kept(home: Path) -> None:
    environment(home / ".venv")
    (home / ".venv/.ready").touch()
    os.utime(home / "requirements.lock", (1, 1))
    bootstrap.main()


@pytest.mark.parametrize(
    "state", ["absent", "incomplete", "older than the lock", "moved", "copied without its settings"]
)
def test_the_environment_is_created_from_the_lock_by_hash(state: str, home: Path, ran: list[list[str]]) -> None:
    if state != "absent":
        environment(home / ".venv", Path("/elsewhere/.venv") if state == "moved" else None)
        (home / ".venv/left over").touch()
    if state not in ("absent", "incomplete"):
        (home / ".venv/.ready").touch()
    if state == "older than the lock":
        os.utime(home / ".venv/.ready", (1, 1))
    if state == "copied without its settings":
        (home / ".venv/pyvenv.cfg").unlink()
    bootstrap.main()
    created, installed, project = ran
    assert created == [os.path.realpath(sys.executable), "-m", "venv", str(home / ".venv")]
    assert installed[:4] == [str(home / ".venv/bin/python"), "-m", "pip", "install"]
    assert installed[-3:] == ["--require-hashes", "-r", str(home / "requirements.lock")]
    assert {"--no-deps", "--no-build-isolation", "--no-index"} < set(project)
    assert project[-2:] == ["--editable", str(home)]
    assert sorted(path.name for path in (home / ".venv").iterdir()) == [".ready", "pyvenv.cfg"]
    bootstrap.main()
    assert len(ran) == 3


def test_another_python_has_another_folder(home: Path, ran: list[list[str]]) -> None:
    environment(home / ".venv")
    (home / ".venv/.ready").touch()
    bootstrap.main(".venv-3.12")
    created, installed, _ = ran
    assert created[-1] == str(home / ".venv-3.12")
    assert installed[0] == str(home / ".venv-3.12/bin/python")
    assert (home / ".venv-3.12/.ready").exists()
    assert (home / ".venv/.ready").exists()
    bootstrap.main(".venv-3.12")
    assert len(ran) == 3


def test_a_second_process_waits_and_installs_nothing(
    home: Path, ran: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    waiting, output, deadline = "Another process is creating .venv; waiting for it.\n", "", time.monotonic() + 60
    with ThreadPoolExecutor(1) as pool:
        with bootstrap.locked(".venv"):
            second = pool.submit(bootstrap.main)
            while waiting not in output:
                assert time.monotonic() < deadline
                output += capsys.readouterr().out
            bootstrap.create(".venv")
        second.result(60)
    assert len(ran) == 3


@pytest.mark.parametrize("folder", [".", "..", "sinegan", "/other", ".venv/../sinegan"])
def test_no_other_folder_is_removed(folder: str, home: Path, ran: list[list[str]]) -> None:
    (home / "sinegan").mkdir()
    assert "must begin with .venv" in error_message(lambda: bootstrap.main(folder))
    assert ran == []
    assert (home / "sinegan").exists()


def test_an_environment_behind_a_link_is_kept(home: Path, ran: list[list[str]]) -> None:
    environment(home / ".venv-other")
    (home / ".venv-other/.ready").touch()
    (home / ".venv").symlink_to(home / ".venv-other")
    bootstrap.main()
    assert ran == []


def test_nothing_is_removed_behind_a_link(home: Path, ran: list[list[str]]) -> None:
    (home / "others").mkdir()
    (home / "others/file").touch()
    (home / ".venv").symlink_to(home / "others")
    with pytest.raises(SystemExit, match=r"'\.venv' is a link to .*others, .*remove the link"):
        bootstrap.main()
    assert (home / "others/file").exists()
    assert ran == []


def test_help_installs_nothing(home: Path) -> None:
    shutil.copy(ROOT / "bootstrap.py", home)
    process = subprocess.run([sys.executable, "bootstrap.py", "--help"], cwd=home, capture_output=True, check=False)
    assert (process.returncode, process.stdout[:6]) == (0, b"usage:")
    assert sorted(path.name for path in home.iterdir()) == [".git", "bootstrap.py", "requirements.lock"]


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
    for output in (f"Creating {folder.name} from requirements.lock; this takes some minutes.\n", ""):
        process = subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=120, check=False)
        assert (process.returncode, process.stdout) == (0, output), process.stderr
        assert (folder / ".ready").exists()
