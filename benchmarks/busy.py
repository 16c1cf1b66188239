"""A busy machine, made on purpose."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """That many processes, each a session of its own, that only take processor time."""
    words = [sys.executable, "-c", "while True: pass"]
    loops = [subprocess.Popen(words, start_new_session=True) for _ in range(processes)]  # noqa: S603 - fixed words
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
