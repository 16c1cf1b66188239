"""Bring a study into MLflow: a parent run, and a child run per trial."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from sinegan.tracking.store import find, naming_the_cure, open_store, uri

# isort: split
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag

_PARENT = "mlflow.parentRunId"


def publish(name: str, trials: Sequence[Mapping[str, Any]], report: str, artifacts: Sequence[str]) -> str:
    """Bring in what the store lacks of a study; trials that it has, by their key, are left alone.

    Parameters
    ----------
    name
        The study's; its parent run is found by it.
    trials
        Each with ``key``, ``name``, ``tags``, ``params``, ``metrics`` and ``failed``.
    report
        Markdown, shown on the parent's page.
    artifacts
        Files for the parent.

    Returns
    -------
    str
        What was done, in words.

    Raises
    ------
    TrackingError
        The store cannot be reached or refuses; the study's files are unharmed.
    """
    with naming_the_cure():
        client, experiment = open_store()
        key = f"study:{name}"
        parent = find(client, experiment, key) or client.create_run(
            experiment, run_name=f"study-{name}", tags={"key": key, "study": name}
        )
        parent_id = parent.info.run_id
        there = _children(client, experiment, parent_id)
        missing = [trial for trial in trials if trial["key"] not in there]
        for trial in missing:
            _child(client, experiment, parent_id, trial)
        for path in artifacts:
            client.log_artifact(parent_id, path, "study")
        client.set_tag(parent_id, "mlflow.note.content", report)
        client.set_tag(parent_id, "trials", str(len(there) + len(missing)))
        client.set_terminated(parent_id)
    return f"MLflow has study '{name}' with {len(trials)} trials, {len(missing)} of them new ({uri()})"


def _children(client: MlflowClient, experiment: str, parent_id: str) -> set[str]:
    """Keys of the trials that the store has whole."""
    found: set[str] = set()
    token = None
    while True:
        page = client.search_runs([experiment], f"tags.`{_PARENT}` = '{parent_id}'", page_token=token)
        found |= {run.data.tags.get("key", "") for run in page if run.info.status != "RUNNING"}
        token = page.token
        if not token:
            return found


def _child(client: MlflowClient, experiment: str, parent_id: str, trial: Mapping[str, Any]) -> None:
    run = client.create_run(experiment, run_name=trial["name"], tags={_PARENT: parent_id, "key": trial["key"]})
    now = int(time.time() * 1000)
    client.log_batch(
        run.info.run_id,
        metrics=[Metric(name, float(value), now, 0) for name, value in trial["metrics"].items() if value is not None],
        params=[Param(name, str(value)) for name, value in trial["params"].items()],
        tags=[RunTag(name, str(value)) for name, value in trial["tags"].items()],
    )
    client.set_terminated(run.info.run_id, "FAILED" if trial["failed"] else "FINISHED")
