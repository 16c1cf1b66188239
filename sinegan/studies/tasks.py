"""Independent tasks, done by the workers of a cluster."""

import platform
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

from distributed import Client, Future, KilledWorker, as_completed
from distributed.client import FutureCancelledError
from distributed.comm.core import CommClosedError

from sinegan.provenance import fingerprint, hardware
from sinegan.studies.cluster import ClusterError

_ATTEMPTS = 3
_PACKAGES = ("tensorflow", "keras", "numpy", "scipy", "scikit-learn")

Versions = dict[str, str]


@dataclass(frozen=True)
class Work:
    """What workers do.

    Attributes
    ----------
    function
        From one of the tasks and the shared data to a result; a module's function, which workers import by name.
    prepare
        Called before each task, in the worker's process.
    shared
        Sent to each worker once.
    code
        The source files that decide results: a worker whose files differ refuses to work.
    """

    function: Callable[[Any, Any], Any]
    prepare: Callable[[], None]
    shared: Any
    code: frozenset[str]


@dataclass(frozen=True)
class Done:
    """A finished task.

    Attributes
    ----------
    key
        The task's.
    result, error
        What it returned, or the exception that it raised.
    machine
        Processor and versions of the worker that did it.
    running
        How many tasks run now.
    """

    key: str
    result: Any
    error: Exception | None
    machine: dict[str, str]
    running: int


def versions(code: frozenset[str]) -> Versions:
    """What results depend on besides their inputs: packages, Python, and the meaning of the code."""
    return _packages() | {"python": platform.python_version(), "code": fingerprint.fingerprint(code)}


@cache
def _packages() -> Versions:
    """Asked once: what is imported does not change, and to look takes a tenth of a second."""
    return {name: version(name) for name in _PACKAGES}


def run(client: Client, work: Work, tasks: Mapping[str, Any]) -> Iterator[Done]:
    """Do all tasks, and tell of each as it ends. A task whose worker dies is done again on another.

    Raises
    ------
    ClusterError
        A worker has other code or packages, workers die again and again, or the scheduler went away.
    """
    expected, left = versions(work.code), dict(tasks)
    for attempt in range(_ATTEMPTS):
        # Anew each time: the shared data are gone when all workers that held them died at once.
        shared = client.scatter(work.shared, broadcast=True, hash=False)
        futures = {
            client.submit(
                _task, work.function, work.prepare, task, shared, work.code, expected,
                key=f"{key}-{attempt}", pure=False,
            ): key
            for key, task in left.items()
        }  # fmt: skip
        for batch in as_completed(futures).batches():
            workers = len(client.ncores())  # a question to the scheduler: once for all that ended meanwhile
            for future in batch:
                try:
                    (result, machine), error = _outcome(future)
                except FutureCancelledError:
                    continue
                del left[futures[future]]
                yield Done(futures[future], result, error, machine, min(len(left), workers))
        if not left:
            return
    raise ClusterError(f"workers died again and again, and {len(left)} tasks with them; look for lack of memory")


def _outcome(future: "Future[Any]") -> tuple[tuple[Any, dict[str, str]], Exception | None]:
    try:
        return future.result(), None
    except FutureCancelledError:
        raise
    except KilledWorker as error:
        raise ClusterError(
            f"a task ended several workers, one after the other; look for lack of memory: {error}"
        ) from error
    except (CommClosedError, OSError) as error:
        raise ClusterError(f"the cluster went away ({error}); start the study again: what is done stays") from error
    except ClusterError:
        raise
    except Exception as error:
        if isinstance(error.__cause__, ModuleNotFoundError):
            cure = "start scheduler and workers in the project's folder with PYTHONPATH=$PWD"
            raise ClusterError(f"the cluster cannot load the project ({error.__cause__}); {cure}") from error
        return (None, {}), error


def _task(
    function: Callable[[Any, Any], Any], prepare: Callable[[], None], task: Any, shared: Any,
    code: frozenset[str], expected: Versions,
) -> Any:  # fmt: skip
    """On the worker: refuse if it is not the same software, then work."""
    found = versions(code)
    differing = [
        f"{name} {found[name]} instead of {wanted}" for name, wanted in expected.items() if found[name] != wanted
    ]
    if differing:
        raise ClusterError(
            f"the worker on {platform.node()} has {', '.join(differing)}; bring it to the same commit and lock"
        )
    prepare()
    return function(task, shared), {"processor": hardware.processor()} | found
