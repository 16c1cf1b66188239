"""Import TensorFlow without the lines that its C++ libraries write to stderr while they are loaded.

No setting of TensorFlow hides them. Errors are shown, also those of a process that is killed during the import: a
second process filters the lines, so that none waits in this one. The garbage collector pauses meanwhile: it would
search the objects of a thousand modules many times, and find nothing.
"""

import gc
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

PACKAGE = "tensorflow"
START_UP = re.compile(
    rb"[IW]\d{4} \d\d:\d\d:[\d.]+ "  # absl: information and warnings
    rb"|WARNING: All log messages before absl::InitializeLog\(\)"
    rb"|To enable the following instructions: "
    rb"|\d{4}-\d\d-\d\d \d\d:\d\d:[\d.]+: [IW] "  # TensorFlow's own
)
"""How the lines begin that are not shown."""
_FILTER = """
import re, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
for line in sys.stdin.buffer:
    if not re.match({pattern!r}, line):
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
"""
_STDERR, _MAX_SECONDS = 2, 5


class QuietImport(MetaPathFinder):
    """Finds TensorFlow as Python does, and filters stderr while it is loaded."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """For Python's import system."""
        if fullname != PACKAGE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(PACKAGE)
        if spec and spec.loader:
            load = spec.loader.exec_module

            def load_quietly(module: ModuleType) -> None:
                with filtered_stderr(), _paused_collector():
                    load(module)

            spec.loader.exec_module = load_quietly  # type: ignore[method-assign]
        return spec


def install() -> None:
    """Make the first import of TensorFlow quiet, wherever it happens in this process."""
    if PACKAGE not in sys.modules and not any(isinstance(finder, QuietImport) for finder in sys.meta_path):
        sys.meta_path.insert(0, QuietImport())


@contextmanager
def filtered_stderr() -> Iterator[None]:
    """Keep `START_UP` lines off stderr, those of C++ code included; all other lines are shown at once."""
    redirection = _redirect()
    try:
        yield
    finally:
        if redirection:
            _restore(*redirection)


@contextmanager
def _paused_collector() -> Iterator[None]:
    """Without garbage collection, if it was on."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _redirect() -> tuple[int, subprocess.Popen[bytes]] | None:
    """Redirect stderr to a filter. Returns the former stderr and the filter; None if there is no stderr."""
    program = [sys.executable, "-I", "-S", "-c", _FILTER.format(pattern=START_UP.pattern)]
    try:
        former = os.dup(_STDERR)
        output, filter_input = os.pipe()
        process = subprocess.Popen(program, stdin=output, stdout=_STDERR)  # noqa: S603 - fixed arguments
    except OSError:
        return None
    os.dup2(filter_input, _STDERR)
    os.close(output)
    os.close(filter_input)
    return former, process


def _restore(former: int, process: subprocess.Popen[bytes]) -> None:
    sys.stderr.flush()
    os.dup2(former, _STDERR)
    os.close(former)
    with suppress(subprocess.TimeoutExpired):  # a process that another thread started may still have the filter open
        process.wait(_MAX_SECONDS)
