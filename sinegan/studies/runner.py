"""Run the unfinished trials, and save each as soon as it has finished."""

from collections.abc import Callable, Mapping
from typing import Any

from sinegan.io import console
from sinegan.studies import cluster, tasks
from sinegan.studies.cluster import ClusterError, ClusterOptions
from sinegan.studies.tasks import TaskResult, TaskSpec


class MissingTrialsError(ClusterError):
    """Some trials raised an exception."""


def run_missing(
    missing: Mapping[str, Any], spec: TaskSpec, save: Callable[[TaskResult], None], options: ClusterOptions
) -> None:
    """Run all of `missing`, tasks by key, and save each result as soon as it has finished.

    Raises
    ------
    ClusterError
        As for `cluster.connect` and `tasks.run`.
    MissingTrialsError
        Some trials raised an exception; all others are saved.
    """
    if not missing:
        return
    errors: dict[str, Exception] = {}
    with (
        cluster.connect(options.scheduler, workers=options.workers, dashboard=options.dashboard) as client,
        console.progress(len(missing), "trial") as report,
    ):
        report(0, {"running": min(len(missing), len(client.ncores())), "failed": 0})
        for n_finished, finished in enumerate(tasks.run(client, spec, missing), start=1):
            if finished.error is None:
                save(finished)
            else:
                errors[finished.key] = finished.error
            report(n_finished, {"running": finished.n_running, "failed": len(errors)})
    if errors:
        key, error = next(iter(errors.items()))
        raise MissingTrialsError(
            f"{len(errors)} of {len(missing)} trials raised an error, first {key}: {type(error).__name__}: {error}; "
            "the others are saved; fix the cause and run the study again"
        )
