"""Log a study to MLflow: a parent run, and a child run per trial."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from sinegan.tracking.store import find, mlflow_errors, open_store, printable_uri

# isort: split
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag

_PARENT = "mlflow.parentRunId"


def publish(name: str, trials: Sequence[Mapping[str, Any]], report: str, artifacts: Sequence[str]) -> str:
    """Log a study; trials that the store already has, by their key, are left unchanged.

    Parameters
    ----------
    name
        Of the study; it identifies the parent run.
    trials
        Dictionaries with ``key``, ``name``, ``tags``, ``params``, ``metrics`` and ``failed``.
    report
        Markdown, shown on the parent's page.
    artifacts
        Files to log in the parent run.

    Returns
    -------
    str
        A message that says what was done.

    Raises
    ------
    TrackingError
        The store cannot be reached or refuses; the study's files are not affected.
    """
    with mlflow_errors():
        client, experiment = open_store()
        key = f"study:{name}"
        parent = find(client, experiment, key) or client.create_run(
            experiment, run_name=f"study-{name}", tags={"key": key, "study": name}
        )
        parent_id = parent.info.run_id
        existing_keys = _finished_children(client, experiment, parent_id)
        missing = [trial for trial in trials if trial["key"] not in existing_keys]
        for trial in missing:
            _log_child(client, experiment, parent_id, trial)
        for path in artifacts:
            client.log_artifact(parent_id, path, "study")
        client.set_tag(parent_id, "mlflow.note.content", report)
        client.set_tag(parent_id, "trials", str(len(existing_keys) + len(missing)))
        client.set_terminated(parent_id)
    return f"Logged study '{name}' to MLflow with {len(trials)} trials, {len(missing)} of them new ({printable_uri()})"


def _finished_children(client: MlflowClient, experiment: str, parent_id: str) -> set[str]:
    """Keys of the trials that were logged completely."""
    existing_keys: set[str] = set()
    token = None
    while True:
        page = client.search_runs([experiment], f"tags.`{_PARENT}` = '{parent_id}'", page_token=token)
        existing_keys |= {run.data.tags.get("key", "") for run in page if run.info.status != "RUNNING"}
        token = page.token
        if not token:
            return existing_keys


def _log_child(client: MlflowClient, experiment: str, parent_id: str, trial: Mapping[str, Any]) -> None:
    run = client.create_run(experiment, run_name=trial["name"], tags={_PARENT: parent_id, "key": trial["key"]})
    now = int(time.time() * 1000)
    client.log_batch(
        run.info.run_id,
        metrics=[Metric(name, float(value), now, 0) for name, value in trial["metrics"].items() if value is not None],
        params=[Param(name, str(value)) for name, value in trial["params"].items()],
        tags=[RunTag(name, str(value)) for name, value in trial["tags"].items()],
    )
    client.set_terminated(run.info.run_id, "FAILED" if trial["failed"] else "FINISHED")
