"""What the person reads, and the exit code."""

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


# A background job of a shell ignores Ctrl-C, and so would the command that a test there starts.
COMMAND = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from sinegan.io import console
console.run(lambda: {body})
"""


def as_a_command(body: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND.format(body=body)],
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ParameterError("params.yaml: a\nparams.yaml: b"), 2, "ERROR: params.yaml: a\nparams.yaml: b\n"),
        (FileProblemError("a file is bad"), 1, "ERROR: a file is bad\n"),
        (SineGanError("what is wrong"), 1, "ERROR: what is wrong\n"),
        (KeyboardInterrupt(), 130, "ERROR: interrupted; the same command begins this stage again\n"),
    ],
)
def test_a_named_failure_is_one_message_and_an_exit_code(
    error: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        console.run(raising(error))
    assert ended.value.code == code
    assert capsys.readouterr() == ("", said)


def test_an_error_without_a_name_keeps_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LookupError, match="ours"):
        console.run(raising(LookupError("ours")))
    assert capsys.readouterr() == ("", "")


def test_success_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    console.run(lambda: None)
    assert capsys.readouterr() == ("", "")


def test_ctrl_c_ends_a_command_with_130_and_no_traceback() -> None:
    answer = as_a_command(f"os.kill(os.getpid(), {int(signal.SIGINT)})")
    assert answer.returncode == 130
    assert answer.stderr == "ERROR: interrupted; the same command begins this stage again\n"


def test_a_fault_of_ours_ends_a_command_with_1_and_its_traceback() -> None:
    answer = as_a_command("1 / 0")
    assert answer.returncode == 1
    assert answer.stderr.startswith("Traceback")
    assert answer.stderr.endswith("ZeroDivisionError: division by zero\n")


def test_progress_shows_what_is_done_and_the_numbers_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    with console.progress(40, "epoch") as report:
        report(10, {"loss": 0.123456})
        report(40, {"loss": 0.5})
    out, err = capsys.readouterr()
    assert out == ""
    assert "40/40" in err
    assert "loss=0.5" in err
    assert "epoch" in err


def test_say_speaks_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    console.say("a word")
    assert capsys.readouterr() == ("a word\n", "")
