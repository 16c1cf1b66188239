"""What a command says to the person before it: progress, one clear line on failure, an exit code."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from tqdm import tqdm

from sinegan.io.files import FileProblemError
from sinegan.io.lock import only_one
from sinegan.io.params import ParameterError

FAILED, BAD_PARAMETERS, INTERRUPTED = 1, 2, 130


def run(main: Callable[[], None], *expected: type[Exception], alone: str | None = None) -> None:
    """Run a door and end the process: 0, 1 for a failure that has a name, 2 for bad parameters, 130 for Ctrl-C.

    A failure without a name keeps its traceback: it is a fault of ours. A door that writes what others read is run
    `alone`, by its name.
    """
    named: tuple[type[Exception], ...] = (FileProblemError, *expected)
    try:
        with only_one(alone) if alone else nullcontext():
            main()
    except ParameterError as error:
        _complain(str(error))
        sys.exit(BAD_PARAMETERS)
    except named as error:
        _complain(str(error))
        sys.exit(FAILED)
    except KeyboardInterrupt as error:
        _complain(f"interrupted; {error.args[0] if error.args else 'the same command begins this stage again'}")
        sys.exit(INTERRUPTED)


@contextmanager
def progress(total: int, unit: str) -> Iterator[Callable[[int, dict[str, float]], None]]:
    """A bar on stderr with the time left; give it what is done so far and the numbers to show."""
    tqdm.monitor_interval = 0  # else it starts a thread of its own, which would outlive the bar
    quiet_log = 0.1 if sys.stderr.isatty() else 15.0
    with tqdm(total=total, unit=unit, mininterval=quiet_log, dynamic_ncols=True) as bar:

        def report(done: int, numbers: dict[str, float]) -> None:
            bar.set_postfix({name: f"{number:.4g}" for name, number in numbers.items()}, refresh=False)
            bar.update(done - bar.n)

        yield report


def say(text: str) -> None:
    """Tell the person something on stdout."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _complain(text: str) -> None:
    sys.stderr.write(f"ERROR: {text}\n")


def whole(low: int, high: int) -> Callable[[str], int]:
    """What makes a whole number in a range of a word of the command line; for argparse's ``type``."""

    def parse(text: str) -> int:
        if not (text.isdecimal() and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(f"{text} is no whole number from {low} to {high}")
        return int(text)

    return parse
