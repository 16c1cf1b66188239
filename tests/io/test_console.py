"""Console output and exit codes of commands."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sinegan.errors import SineGanError
from sinegan.io import console
from sinegan.io.files import FileProblemError
from sinegan.io.params import ParameterError

ROOT = Path(__file__).resolve().parents[2]


def raising(error: BaseException) -> Callable[[], None]:
    def main() -> None:
        raise error

    return main


# Background jobs of a shell ignore Ctrl-C, and so would a command that a test starts in one.
COMMAND = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from sinegan.io import console
console.run(lambda: {body})
"""


def run_as_command(body: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND.format(body=body)],
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (ParameterError("params.yaml: a\nparams.yaml: b"), 2, "ERROR: params.yaml: a\nparams.yaml: b\n"),
        (FileProblemError("a file is invalid"), 1, "ERROR: a file is invalid\n"),
        (SineGanError("what is wrong"), 1, "ERROR: what is wrong\n"),
        (KeyboardInterrupt(), 130, "ERROR: interrupted; the same command starts this stage again\n"),
    ],
)
def test_a_project_error_is_one_message_and_an_exit_code(
    error: BaseException, code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        console.run(raising(error))
    assert ended.value.code == code
    assert capsys.readouterr() == ("", message)


def test_an_unexpected_error_keeps_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LookupError, match="a bug"):
        console.run(raising(LookupError("a bug")))
    assert capsys.readouterr() == ("", "")


def test_success_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    console.run(lambda: None)
    assert capsys.readouterr() == ("", "")


def test_ctrl_c_ends_a_command_with_130_and_no_traceback() -> None:
    process = run_as_command(f"os.kill(os.getpid(), {int(signal.SIGINT)})")
    assert process.returncode == 130
    assert process.stderr == "ERROR: interrupted; the same command starts this stage again\n"


def test_a_bug_ends_a_command_with_1_and_its_traceback() -> None:
    process = run_as_command("1 / 0")
    assert process.returncode == 1
    assert process.stderr.startswith("Traceback")
    assert process.stderr.endswith("ZeroDivisionError: division by zero\n")


def test_the_progress_bar_shows_steps_and_numbers_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    with console.progress(40, "step") as report:
        report(10, {"loss": 0.123456})
        report(40, {"loss": 0.5})
    out, err = capsys.readouterr()
    assert out == ""
    assert "40/40" in err
    assert "loss=0.5" in err
    assert "step" in err


def test_echo_prints_to_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    console.echo("a line")
    assert capsys.readouterr() == ("a line\n", "")
