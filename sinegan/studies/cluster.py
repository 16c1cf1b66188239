"""Dask workers for tasks: processes on this machine, or a running cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import NamedTuple
from urllib.parse import urlsplit

from sinegan.errors import SineGanError
from sinegan.runtime import environment  # noqa: F401 - before a worker imports TensorFlow

# isort: split
import dask
from distributed import Client, LocalCluster

from sinegan.runtime.thread_map import cores

_CONNECT_SECONDS, _WORKER_SECONDS = 10, 60
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# Thread counts of numeric libraries: a worker has one core. Read when the worker's process starts.
_THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTEROP_THREADS")


class ClusterError(SineGanError):
    """The cluster does not answer, or its workers are missing or cannot be used; the message names the fix."""


class ClusterOptions(NamedTuple):
    """Where tasks run.

    Attributes
    ----------
    scheduler
        Address of a running Dask scheduler; None: use processes on this machine.
    workers
        Number of these processes; None: one per core.
    dashboard
        Whether to serve Dask's dashboard on loopback.
    """

    scheduler: str | None
    workers: int | None
    dashboard: bool


@contextmanager
def connect(scheduler: str | None, *, workers: int | None = None, dashboard: bool = False) -> Iterator[Client]:
    """A client of the scheduler at that address, or of processes on this machine, by default one per core.

    Raises
    ------
    ClusterError
        The address is not allowed, does not answer, or has no worker.
    """
    if dashboard and not find_spec("bokeh"):
        raise ClusterError("--dashboard needs the package bokeh: pip install bokeh")
    with _start_local(workers or cores(), dashboard) if scheduler is None else _connect(scheduler) as client:
        yield client


@contextmanager
def _start_local(workers: int, dashboard: bool) -> Iterator[Client]:
    one_thread = {f"distributed.nanny.pre-spawn-environ.{name}": 1 for name in _THREAD_VARIABLES}
    with (
        dask.config.set(one_thread),
        LocalCluster(
            n_workers=workers, threads_per_worker=1, host="127.0.0.1", memory_limit=0,
            dashboard_address=f"127.0.0.1:{8787 if dashboard else 0}", worker_dashboard_address=None,
        ) as cluster,
        Client(cluster) as client,
    ):  # fmt: skip
        yield client


@contextmanager
def _connect(scheduler: str) -> Iterator[Client]:
    _check_is_private(scheduler)
    try:
        client = Client(scheduler, timeout=_CONNECT_SECONDS)
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        raise ClusterError(
            f"no scheduler answers at {scheduler} ({error}); start one: PYTHONPATH=$PWD dask scheduler"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_WORKER_SECONDS)
        except TimeoutError as error:
            hint = f"start one in the project's folder: PYTHONPATH=$PWD dask worker {scheduler} --nthreads 1"
            raise ClusterError(f"the scheduler at {scheduler} has no worker; {hint}") from error
        yield client


def _check_is_private(scheduler: str) -> None:
    """Refuse unencrypted networks: Dask's messages hold pickled code, so anyone who reaches the port can run code."""
    parts = urlsplit(scheduler)
    if parts.scheme == "tls" or (parts.scheme == "tcp" and parts.hostname in _LOOPBACK):
        return
    raise ClusterError(
        f"--scheduler {scheduler} is neither a tls:// address nor a tcp:// address on this machine; use one of these"
    )
