"""Run the trials that are not finished yet, and keep each as soon as it is."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from sinegan.io import console
from sinegan.studies import cluster, store, tasks
from sinegan.studies.tasks import Done, Work


class MissingTrialsError(cluster.ClusterError):
    """Trials ended in an error that is no result."""


class Where(NamedTuple):
    """Where trials run.

    Attributes
    ----------
    scheduler
        Address of a running Dask scheduler; None: processes of this machine.
    workers
        Number of these processes; None: as many as cores.
    dashboard
        Whether Dask's dashboard is served.
    """

    scheduler: str | None
    workers: int | None
    dashboard: bool


def run_missing(missing: Mapping[str, Any], work: Work, record: Callable[[Done], BaseModel], where: Where) -> None:
    """Run all of `missing`, a task by its key, and keep the record of each as soon as it is done.

    Raises
    ------
    ClusterError
        As `cluster.connect` and `tasks.run` do.
    MissingTrialsError
        Some raised an exception; all others are kept.
    """
    if not missing:
        return
    errors: dict[str, Exception] = {}
    with (
        cluster.connect(where.scheduler, workers=where.workers, dashboard=where.dashboard) as client,
        console.progress(len(missing), "trial") as report,
    ):
        report(0, {"running": min(len(missing), len(client.ncores())), "failed": 0})
        for number, done in enumerate(tasks.run(client, work, missing), start=1):
            if done.error is None:
                store.write(done.key, record(done))
            else:
                errors[done.key] = done.error
            report(number, {"running": done.running, "failed": len(errors)})
    if errors:
        key, error = next(iter(errors.items()))
        raise MissingTrialsError(
            f"{len(errors)} of {len(missing)} trials ended in an error, the first, {key}, in {type(error).__name__}: "
            f"{error}; the others are kept: mend the cause and start the study again"
        )
