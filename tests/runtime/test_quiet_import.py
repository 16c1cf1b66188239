"""TensorFlow is imported without its start-up lines, and errors are shown, also those of a process that dies."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from select import select

import pytest

from sinegan.runtime.quiet_import import START_UP, QuietImport, filtered_stderr, install

ROOT = Path(__file__).resolve().parents[2]
QUIET = "from sinegan.runtime import environment\n"
FILTERED = (
    "import os, sys, time\nfrom sinegan.runtime.quiet_import import filtered_stderr\nwith filtered_stderr():\n    "
)


def run(code: str, *folders: Path, status: int = 0) -> str:
    """Stderr of a process that runs some statements, with folders in which Python looks for packages first."""
    path = os.pathsep.join(map(str, [*folders, ROOT]))
    process = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True
    )
    assert process.returncode == status, process.stderr
    return process.stderr


@pytest.fixture
def fake(tmp_path: Path):
    """Make a package named tensorflow from some statements; returns the folder that it is in."""

    def written(code: str) -> Path:
        (tmp_path / "tensorflow.py").write_text(f"import os, sys\n{code}\n")
        return tmp_path

    return written


LINE = "I0000 00:00:1795645213.781941    1937 port.cc:153] oneDNN custom operations are on."


@pytest.mark.slow
@pytest.mark.parametrize("package", ["tensorflow", "keras"])
def test_the_real_one_says_nothing(package: str) -> None:
    code = f"{QUIET}import {package}, tensorflow as tf\ntf.zeros([2, 2]) @ tf.zeros([2, 2])"
    assert run(code) == ""


def test_start_up_lines_are_hidden_and_others_are_shown_in_order(fake) -> None:
    folder = fake(f"os.write(2, b'{LINE}\\nfirst\\n{LINE}\\n')\nsys.stderr.write('second\\n')")
    code = f"{QUIET}import tensorflow, os\nos.write(2, b'third\\nI0000 00:00:1.2 after\\n')"
    assert run(code, folder) == "first\nsecond\nthird\nI0000 00:00:1.2 after\n"


def test_an_import_that_fails_shows_its_lines_and_its_traceback(fake) -> None:
    folder = fake(
        f"os.write(2, b'{LINE}\\nE0000 00:00:1795645213.78 1 x.cc:1] broken\\n')\nraise ImportError('no AVX')"
    )
    message = run(f"{QUIET}import tensorflow", folder, status=1)
    assert message.startswith("E0000 00:00:1795645213.78 1 x.cc:1] broken\nTraceback (most recent call last):")
    assert message.endswith("ImportError: no AVX\n")


def test_the_last_line_of_a_process_that_dies_is_shown(fake) -> None:
    folder = fake(f"os.write(2, b'{LINE}\\nF0000 00:00:1795645213.78 1 x.cc:1] no AVX\\n')\nos.abort()")
    code = f"{QUIET}import tensorflow"
    assert run(code, folder, status=-signal.SIGABRT) == "F0000 00:00:1795645213.78 1 x.cc:1] no AVX\n"


SHOW_COLLECTOR = "import gc; print('collector', gc.isenabled(), file=sys.stderr)"


@pytest.mark.parametrize(("before", "after"), [("enable", True), ("disable", False)])
def test_the_garbage_collector_pauses_and_is_then_as_before(fake, before: str, after: bool) -> None:
    code = f"import gc, sys\ngc.{before}()\n{QUIET}import tensorflow\n{SHOW_COLLECTOR}"
    assert run(code, fake(SHOW_COLLECTOR)) == f"collector False\ncollector {after}\n"


def test_the_garbage_collector_goes_on_after_an_import_that_fails(fake) -> None:
    folder = fake("raise ImportError('no AVX')")
    assert run(
        f"{QUIET}import sys\ntry:\n    import tensorflow\nexcept ImportError:\n    {SHOW_COLLECTOR}", folder
    ) == ("collector True\n")


def test_a_missing_package_is_reported_as_usual(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom sinegan.runtime import environment\n"
        "sys.path[:] = [entry for entry in sys.path if 'packages' not in entry]\nimport tensorflow"
    )
    assert run(code, status=1).endswith("ModuleNotFoundError: No module named 'tensorflow'\n")


def test_lines_are_shown_at_once_and_an_interrupt_does_not_stop_them() -> None:
    # A shell starts background processes with SIGINT ignored.
    listening = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code = f"{listening}{FILTERED}os.write(2, b'now\\n'); sys.stdin.read()\n    os.killpg(0, 2)"
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    with process:
        assert select([process.stderr], [], [], 60)[0], "nothing is shown before the end"
        assert process.stderr.readline() == "now\n"
        process.stdin.close()
        assert process.stderr.read().endswith("KeyboardInterrupt\n")


def test_a_closed_stderr_is_no_problem() -> None:
    code = f"import os\nos.close(2)\n{FILTERED}pass"
    assert run(code) == ""


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_no_file_descriptor_and_no_process_is_left() -> None:
    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc")
    with filtered_stderr():
        pass
    before = open_files()
    with filtered_stderr():
        pass
    assert open_files() == before


def test_the_finder_is_installed_once_and_only_before_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [])
    monkeypatch.setitem(sys.modules, "tensorflow", sys)
    install()
    assert sys.meta_path == []
    monkeypatch.delitem(sys.modules, "tensorflow")
    install()
    install()
    (finder,) = sys.meta_path
    assert isinstance(finder, QuietImport)
    assert finder.find_spec("keras", None) is None


@pytest.mark.parametrize(
    "line", [b"E0000 00:00:1795645213.78 1 x.cc:1]", b"F0000 00:00:1.2 x", b"ERROR: I0000 00:00:1.2"]
)
def test_errors_are_not_start_up_lines(line: bytes) -> None:
    assert not re.match(START_UP, line)
