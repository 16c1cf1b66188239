"""A parallel ``map`` with results that do not depend on the number of cores."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from threadpoolctl import threadpool_limits

Item = TypeVar("Item")
Result = TypeVar("Result")


def parallel_map(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """``map`` on as many threads as there are cores, results in order; numeric libraries get one thread per call.

    If the caller stops iterating, or an item fails, items that have not started are cancelled.
    """
    # OpenMP limits its threads per calling thread, so that each thread must set the limit.
    pool = ThreadPoolExecutor(cores(), initializer=lambda: threadpool_limits(1))
    try:
        with threadpool_limits(1):
            yield from pool.map(work, items)
    finally:
        pool.shutdown(cancel_futures=True)


def cores() -> int:
    """Cores that this process may use; on macOS, all cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
