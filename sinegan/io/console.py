"""What a command says to the person before it: progress, one clear line on failure, an exit code."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from tqdm import tqdm

from sinegan.errors import SineGanError
from sinegan.io.lock import process_lock

INTERRUPTED = 130


def run_stage(main: Callable[[], None], name: str, description: str | None) -> None:
    """Run a stage of the pipeline, which has no arguments but ``--help``, one process of it at a time.

    Parameters
    ----------
    main
        Reads, calls the library, writes; imports what takes long to load.
    name
        Of the stage.
    description
        What ``--help`` says.
    """
    argparse.ArgumentParser(prog=f"python -m stages.{name}", description=description).parse_args()
    run(main, lock=name)


def run(main: Callable[[], None], *, lock: str | None = None) -> None:
    """Run a command, and end the process unless all went well: 1 or 2 for an error that has a name, 130 for Ctrl-C.

    An error without a name keeps its traceback: it is a fault of ours.

    Parameters
    ----------
    main
        The command.
    lock
        A name by which other processes of the command are kept out meanwhile.
    """
    try:
        with process_lock(lock) if lock else nullcontext():
            main()
    except SineGanError as error:
        _complain(str(error))
        sys.exit(error.exit_code)
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
