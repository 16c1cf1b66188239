"""Run the trials that are not finished yet, and keep each as soon as it is."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from sinegan.io import console
from sinegan.studies import cluster, store, tasks
from sinegan.studies.tasks import Done, Work


class MissingTrialsError(cluster.ClusterError):
    """Trials ended in an error that is no result."""


def arguments(description: str | None) -> argparse.Namespace:
    """What and where to run: ``folder``, ``scheduler``, ``workers``, ``dashboard``."""
    parser = argparse.ArgumentParser(prog="python -m stages.study", description=description)
    parser.add_argument("--folder", default="study", help="with the study's params.yaml; results go there; %(default)s")
    parser.add_argument("--scheduler", help="address of a running Dask scheduler, as tls://host:8786")
    parser.add_argument("--workers", type=int, help="processes on this machine; as many as cores if not given")
    parser.add_argument("--dashboard", action="store_true", help="serve Dask's dashboard on http://127.0.0.1:8787")
    return parser.parse_args()


def run_missing(
    missing: Mapping[str, Any], work: Work, record: Callable[[Done], BaseModel], where: argparse.Namespace
) -> None:
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
