"""The console side of every command: progress, one clear line on failure, an exit code."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext

from tqdm import tqdm

from sinegan.errors import SineGanError
from sinegan.io.lock import process_lock
from sinegan.io.redaction import redact

INTERRUPTED = 130


def run_stage(main: Callable[[], None], name: str, description: str | None) -> None:
    """Run a stage of the pipeline, one process at a time; its only argument is ``--help``.

    Parameters
    ----------
    main
        The stage. It does its own imports, so that ``--help`` does not wait for them.
    name
        Of the stage.
    description
        What ``--help`` says.
    """
    argparse.ArgumentParser(prog=f"python -m stages.{name}", description=description).parse_args()
    run(main, lock=name)


def run(main: Callable[[], None], *, lock: str | None = None) -> None:
    """Run a command. On failure, exit with the code of a `SineGanError`, or with 130 after Ctrl-C.

    Any other exception keeps its traceback: it is a bug.

    Parameters
    ----------
    main
        The command.
    lock
        Name of a lock that keeps out other processes of the same command.
    """
    try:
        with process_lock(lock) if lock else nullcontext():
            main()
    except SineGanError as error:
        _print_error(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt as error:
        _print_error(f"interrupted; {error.args[0] if error.args else 'the same command starts this stage again'}")
        sys.exit(INTERRUPTED)


@contextmanager
def progress(total: int, unit: str) -> Iterator[Callable[[int, dict[str, float]], None]]:
    """A progress bar on stderr; call it with the amount done so far and the numbers to show."""
    tqdm.monitor_interval = 0  # otherwise it starts a thread, which would outlive the bar
    interval = 0.1 if sys.stderr.isatty() else 15.0
    with tqdm(total=total, unit=unit, mininterval=interval, dynamic_ncols=True) as bar:

        def report(done: int, numbers: dict[str, float]) -> None:
            bar.set_postfix({name: f"{number:.4g}" for name, number in numbers.items()}, refresh=False)
            bar.update(done - bar.n)

        yield report


def echo(text: str) -> None:
    """Print a line to stdout at once, without passwords; characters that its encoding lacks become question marks."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(f"{redact(text)}\n".encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def warn(lines: Iterable[str]) -> None:
    """Print warnings to stderr, a line each."""
    for line in lines:
        sys.stderr.write(f"WARNING: {redact(line)}\n")


def _print_error(text: str) -> None:
    sys.stderr.write(f"ERROR: {redact(text)}\n")
