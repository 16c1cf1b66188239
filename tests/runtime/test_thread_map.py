"""Work on all cores: in order, one thread for numeric libraries, and no more once something fails."""

import os
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: F401 - brings OpenMP
from threadpoolctl import threadpool_info

from sinegan.runtime import thread_map
from sinegan.runtime.thread_map import each

PATIENCE = 20


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread_map, "cores", lambda: 2)


def limits() -> set[int]:
    """Threads that each numeric library may use, as seen from here."""
    return {library["num_threads"] for library in threadpool_info()}


def multiply(seed: int) -> float:
    left = np.random.default_rng(seed).random((60, 60))
    return float((left @ left).sum())


def test_results_are_those_of_map_in_order() -> None:
    assert list(each(multiply, range(20))) == list(map(multiply, range(20)))


def test_the_order_is_kept_when_the_first_is_slowest(two_cores: None) -> None:
    done: list[int] = []

    def slow_first(number: int) -> int:
        if number == 0:
            wait_for(lambda: len(done) >= 3)
        done.append(number)
        return number

    assert list(each(slow_first, range(5))) == [0, 1, 2, 3, 4]
    assert done[0] != 0


def wait_for(condition) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.001)


def test_as_many_work_at_once_as_there_are_cores(two_cores: None) -> None:
    meeting = threading.Barrier(2)
    # Were there one thread only, nobody would come to the meeting.
    assert all(number is not None for number in each(lambda _: meeting.wait(PATIENCE), range(4)))


def test_the_cores_are_those_of_the_process() -> None:
    cores = thread_map.cores()
    assert 1 <= cores <= (os.cpu_count() or 1)
    if hasattr(os, "sched_getaffinity"):
        assert cores == len(os.sched_getaffinity(0))


def test_where_the_system_does_not_tell_the_cores_all_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert thread_map.cores() == 7
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert thread_map.cores() == 1


def test_nothing_begins_before_it_is_asked_for() -> None:
    begun: list[int] = []
    waiting = each(begun.append, range(3))
    assert begun == []
    assert list(waiting) == [None] * 3
    assert sorted(begun) == [0, 1, 2]


def test_without_items_there_is_nothing() -> None:
    assert list(each(multiply, [])) == []


def test_items_may_come_from_anywhere() -> None:
    def numbers() -> Iterator[int]:
        yield from (3, 1, 2)

    assert list(each(str, numbers())) == ["3", "1", "2"]


def test_a_failure_passes_through_and_stops_what_has_not_begun(two_cores: None) -> None:
    begun, failed = [], threading.Event()

    def work(number: int) -> int:
        begun.append(number)
        if number == 1:
            failed.set()
            raise LookupError("number 1")
        if number > 1:
            failed.wait(PATIENCE)
            time.sleep(0.05)  # time for the caller to hear of it
        return number

    results = each(work, range(200))
    assert next(results) == 0
    with pytest.raises(LookupError, match="number 1"):
        next(results)
    assert len(begun) < 100
    begun_then = len(begun)
    time.sleep(0.1)
    assert len(begun) == begun_then


def test_a_caller_that_stops_asking_stops_what_has_not_begun(two_cores: None) -> None:
    begun = []

    def work(number: int) -> int:
        begun.append(number)
        time.sleep(0.01)
        return number

    results = each(work, range(200))
    assert next(results) == 0
    results.close()
    assert len(begun) < 100


def test_numeric_libraries_get_one_thread_in_each_worker(two_cores: None) -> None:
    # scikit-learn brings OpenMP, whose limit each thread has for itself.
    assert {library["user_api"] for library in threadpool_info()} >= {"blas", "openmp"}
    meeting = threading.Barrier(2)

    def seen(_: int) -> tuple[int, set[int]]:
        meeting.wait(PATIENCE)  # so that both workers tell
        return threading.get_ident(), limits()

    found = list(each(seen, range(4)))
    assert len({worker for worker, _ in found}) == 2
    assert threading.get_ident() not in {worker for worker, _ in found}
    assert {frozenset(limit) for _, limit in found} == {frozenset({1})}


def test_afterwards_the_caller_has_as_many_threads_as_before(two_cores: None) -> None:
    before = limits()
    assert list(each(multiply, range(3)))
    assert limits() == before
    with pytest.raises(ZeroDivisionError):
        list(each(lambda number: 1 / number, [0]))
    assert limits() == before


def test_no_thread_is_left(two_cores: None) -> None:
    before = threading.active_count()
    assert list(each(multiply, range(5)))
    assert threading.active_count() == before
