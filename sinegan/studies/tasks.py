"""Run independent tasks on the workers of a cluster."""

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
class TaskSpec:
    """The work that all tasks have in common.

    Attributes
    ----------
    function
        Maps a task and the shared data to a result. It must be a module-level function: workers import it by name.
    prepare
        Called before each task, in the worker's process.
    shared
        Data that are sent to each worker once.
    code
        Source files that determine the results; a worker whose files differ refuses to run tasks.
    """

    function: Callable[[Any, Any], Any]
    prepare: Callable[[], None]
    shared: Any
    code: frozenset[str]


@dataclass(frozen=True)
class TaskResult:
    """A finished task.

    Attributes
    ----------
    key
        Of the task.
    result, error
        The return value, or the exception that was raised.
    machine
        Processor and versions of the worker that ran it.
    n_running
        Number of tasks that are running now.
    """

    key: str
    result: Any
    error: Exception | None
    machine: dict[str, str]
    n_running: int


def versions(code: frozenset[str]) -> Versions:
    """What results depend on besides their inputs: packages, Python, and a fingerprint of the code."""
    return _packages() | {"python": platform.python_version(), "code": fingerprint.fingerprint(code)}


@cache
def _packages() -> Versions:
    """Cached: imported packages do not change, and a look-up takes a tenth of a second."""
    return {name: version(name) for name in _PACKAGES}


def run(client: Client, spec: TaskSpec, tasks: Mapping[str, Any]) -> Iterator[TaskResult]:
    """Run all tasks, and yield each result as it arrives. A task whose worker dies is run again on another one.

    Raises
    ------
    ClusterError
        A worker has different code or packages, workers die repeatedly, or the connection is lost.
    """
    expected, unfinished = versions(spec.code), dict(tasks)
    for attempt in range(_ATTEMPTS):
        # Sent again each time: the shared data are lost if all workers that held them died at once.
        shared = client.scatter(spec.shared, broadcast=True, hash=False)
        futures = {
            client.submit(
                _run_task, spec.function, spec.prepare, task, shared, spec.code, expected,
                key=f"{key}-{attempt}", pure=False,
            ): key
            for key, task in unfinished.items()
        }  # fmt: skip
        for batch in as_completed(futures).batches():
            workers = len(client.ncores())  # a request to the scheduler: once per batch
            for future in batch:
                try:
                    (result, machine), error = _result(future)
                except FutureCancelledError:
                    continue
                del unfinished[futures[future]]
                yield TaskResult(futures[future], result, error, machine, min(len(unfinished), workers))
        if not unfinished:
            return
    raise ClusterError(f"workers died repeatedly, {len(unfinished)} tasks are unfinished; check for lack of memory")


def _result(future: "Future[Any]") -> tuple[tuple[Any, dict[str, str]], Exception | None]:
    try:
        return future.result(), None
    except FutureCancelledError:
        raise
    except KilledWorker as error:
        raise ClusterError(f"several workers died during the same task; check for lack of memory: {error}") from error
    except OSError as error:
        if future.status == "error" and not isinstance(error, CommClosedError):
            return (None, {}), error  # of the task itself, such as a full disk of its worker
        raise ClusterError(
            f"the connection to the cluster was lost ({error}); run the study again: finished trials are kept"
        ) from error
    except ClusterError:
        raise
    except Exception as error:
        if isinstance(error.__cause__, ModuleNotFoundError):
            hint = "start scheduler and workers in the project's folder with PYTHONPATH=$PWD"
            raise ClusterError(f"the cluster cannot load the project ({error.__cause__}); {hint}") from error
        return (None, {}), error


def _run_task(
    function: Callable[[Any, Any], Any], prepare: Callable[[], None], task: Any, shared: Any,
    code: frozenset[str], expected: Versions,
) -> Any:  # fmt: skip
    """On the worker: refuse if its software differs, otherwise run the task."""
    installed = versions(code)
    differing = [
        f"{name} {installed[name]} instead of {required}"
        for name, required in expected.items()
        if installed[name] != required
    ]
    if differing:
        raise ClusterError(
            f"the worker on {platform.node()} has {', '.join(differing)}; update it to the same commit and lock file"
        )
    prepare()
    return function(task, shared), {"processor": hardware.processor()} | installed
