"""Work on all cores, with results that do not depend on their number."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from threadpoolctl import threadpool_limits

Given = TypeVar("Given")
Found = TypeVar("Found")


def each(work: Callable[[Given], Found], items: Iterable[Given]) -> Iterator[Found]:
    """``map`` on as many threads as there are cores, results in order; numeric libraries get one thread per call.

    What has not begun when the caller stops asking, or something fails, is not begun.
    """
    # OpenMP counts its threads per thread of ours, hence the initialiser.
    pool = ThreadPoolExecutor(cores(), initializer=lambda: threadpool_limits(1))
    try:
        with threadpool_limits(1):
            yield from pool.map(work, items)
    finally:
        pool.shutdown(cancel_futures=True)


def cores() -> int:
    """Cores that this process may use; macOS tells only how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
