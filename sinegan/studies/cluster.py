"""Workers to give tasks to: processes of this machine, or a cluster by its address. Dask distributed."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from urllib.parse import urlsplit

from sinegan.errors import SineGanError
from sinegan.runtime import environment  # noqa: F401 - before a worker imports TensorFlow

# isort: split
import dask
from distributed import Client, LocalCluster

from sinegan.runtime.thread_map import cores

_CONNECT_SECONDS, _WORKER_SECONDS = 10, 60
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# Libraries with threads of their own; a worker has one core. Read when the worker's process starts.
_PINNED = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTEROP_THREADS")


class ClusterError(SineGanError):
    """The cluster does not answer, has no workers, or its workers are no help; the text names the cure."""


@contextmanager
def connect(scheduler: str | None, *, workers: int | None = None, dashboard: bool = False) -> Iterator[Client]:
    """A client of the scheduler at that address, or of processes on this machine, one per core.

    Raises
    ------
    ClusterError
        The address is no good, does not answer, or no worker comes.
    """
    if dashboard and not find_spec("bokeh"):
        raise ClusterError("--dashboard needs the package bokeh: pip install bokeh")
    with _local(workers or cores(), dashboard) if scheduler is None else _running(scheduler) as client:
        yield client


@contextmanager
def _local(workers: int, dashboard: bool) -> Iterator[Client]:
    pinned = {f"distributed.nanny.pre-spawn-environ.{name}": 1 for name in _PINNED}
    with (
        dask.config.set(pinned),
        LocalCluster(
            n_workers=workers, threads_per_worker=1, host="127.0.0.1", memory_limit=0,
            dashboard_address=f"127.0.0.1:{8787 if dashboard else 0}", worker_dashboard_address=None,
        ) as cluster,
        Client(cluster) as client,
    ):  # fmt: skip
        yield client


@contextmanager
def _running(scheduler: str) -> Iterator[Client]:
    _refuse_open_networks(scheduler)
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
            cure = f"start one in the project's folder: PYTHONPATH=$PWD dask worker {scheduler} --nthreads 1"
            raise ClusterError(f"the scheduler at {scheduler} has no worker; {cure}") from error
        yield client


def _refuse_open_networks(scheduler: str) -> None:
    """Dask's messages hold pickled code: without TLS, whoever reaches the port can run anything."""
    parts = urlsplit(scheduler)
    if parts.scheme == "tls" or (parts.scheme == "tcp" and parts.hostname in _LOOPBACK):
        return
    raise ClusterError(f"--scheduler {scheduler} is no tls:// address, nor tcp:// on this machine; give one of the two")
