"""A parallel map on all cores: in order, with one thread for numeric libraries, stopped by the first failure."""

import os
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: F401 - loads OpenMP
from threadpoolctl import threadpool_info

from sinegan.runtime import thread_map
from sinegan.runtime.thread_map import parallel_map

TIMEOUT = 20


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread_map, "cores", lambda: 2)


def limits() -> set[int]:
    """Threads that each numeric library may use in the calling thread."""
    return {library["num_threads"] for library in threadpool_info()}


def multiply(seed: int) -> float:
    left = np.random.default_rng(seed).random((60, 60))
    return float((left @ left).sum())


def test_results_are_those_of_map_in_order() -> None:
    assert list(parallel_map(multiply, range(20))) == list(map(multiply, range(20)))


def test_the_order_is_kept_when_the_first_is_slowest(two_cores: None) -> None:
    done: list[int] = []

    def slow_first(number: int) -> int:
        if number == 0:
            wait_for(lambda: len(done) >= 3)
        done.append(number)
        return number

    assert list(parallel_map(slow_first, range(5))) == [0, 1, 2, 3, 4]
    assert done[0] != 0


def wait_for(condition) -> None:
    end = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < end, "timeout"
        time.sleep(0.001)


def test_there_are_as_many_workers_as_cores(two_cores: None) -> None:
    barrier = threading.Barrier(2)
    # With a single thread, the barrier would time out.
    assert all(number is not None for number in parallel_map(lambda _: barrier.wait(TIMEOUT), range(4)))


def test_the_cores_are_those_available_to_the_process() -> None:
    cores = thread_map.cores()
    assert 1 <= cores <= (os.cpu_count() or 1)
    if hasattr(os, "sched_getaffinity"):
        assert cores == len(os.sched_getaffinity(0))


def test_without_cpu_affinity_all_cores_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert thread_map.cores() == 7
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert thread_map.cores() == 1


def test_nothing_starts_before_the_first_result_is_requested() -> None:
    started: list[int] = []
    results = parallel_map(started.append, range(3))
    assert started == []
    assert list(results) == [None] * 3
    assert sorted(started) == [0, 1, 2]


def test_no_items_give_no_results() -> None:
    assert list(parallel_map(multiply, [])) == []


def test_items_may_come_from_a_generator() -> None:
    def numbers() -> Iterator[int]:
        yield from (3, 1, 2)

    assert list(parallel_map(str, numbers())) == ["3", "1", "2"]


def test_a_failure_is_raised_and_stops_what_has_not_started(two_cores: None) -> None:
    started, failed = [], threading.Event()

    def work(number: int) -> int:
        started.append(number)
        if number == 1:
            failed.set()
            raise LookupError("number 1")
        if number > 1:
            failed.wait(TIMEOUT)
            time.sleep(0.05)  # time for the caller to notice
        return number

    results = parallel_map(work, range(200))
    assert next(results) == 0
    with pytest.raises(LookupError, match="number 1"):
        next(results)
    assert len(started) < 100
    before = len(started)
    time.sleep(0.1)
    assert len(started) == before


def test_closing_the_results_stops_what_has_not_started(two_cores: None) -> None:
    started = []

    def work(number: int) -> int:
        started.append(number)
        time.sleep(0.01)
        return number

    results = parallel_map(work, range(200))
    assert next(results) == 0
    results.close()
    assert len(started) < 100


def test_numeric_libraries_get_one_thread_in_each_worker(two_cores: None) -> None:
    # scikit-learn loads OpenMP, which has one limit per thread.
    assert {library["user_api"] for library in threadpool_info()} >= {"blas", "openmp"}
    barrier = threading.Barrier(2)

    def observe(_: int) -> tuple[int, set[int]]:
        barrier.wait(TIMEOUT)  # so that both workers take part
        return threading.get_ident(), limits()

    workers = list(parallel_map(observe, range(4)))
    assert len({worker for worker, _ in workers}) == 2
    assert threading.get_ident() not in {worker for worker, _ in workers}
    assert {frozenset(limit) for _, limit in workers} == {frozenset({1})}


def test_the_callers_thread_limits_are_restored(two_cores: None) -> None:
    before = limits()
    assert list(parallel_map(multiply, range(3)))
    assert limits() == before
    with pytest.raises(ZeroDivisionError):
        list(parallel_map(lambda number: 1 / number, [0]))
    assert limits() == before


def test_no_thread_is_left(two_cores: None) -> None:
    before = threading.active_count()
    assert list(parallel_map(multiply, range(5)))
    assert threading.active_count() == before
