"""Log a study to MLflow: a parent run, and a child run per trial."""

import os
import time
from collections.abc import Mapping, Sequence
from typing import Any

from sinegan.tracking.store import TrackingError, find, mlflow_errors, open_store, printable_uri

# isort: split
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, Run, RunTag

_PARENT, _FOLDER = "mlflow.parentRunId", "folder"


def publish(name: str, folder: str, trials: Sequence[Mapping[str, Any]], report: str, artifacts: Sequence[str]) -> str:
    """Log a study; trials that the store already has, by their key, are left unchanged.

    Parameters
    ----------
    name
        Of the study; it identifies the parent run.
    folder
        Of the study; another folder's study with the same name is refused.
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
        The store cannot be reached or refuses, or has a study of this name from another folder; the study's files are
        not affected.
    """
    with mlflow_errors():
        client, experiment = open_store()
        parent_id = _parent(client, experiment, name, os.path.relpath(folder))
        existing_keys = _finished_children(client, experiment, parent_id)
        missing = [trial for trial in trials if trial["key"] not in existing_keys]
        for trial in missing:
            _log_child(client, experiment, parent_id, trial)
        for path in artifacts:
            client.log_artifact(parent_id, path, "study")
        client.set_tag(parent_id, "mlflow.note.content", report)
        client.set_tag(parent_id, "trials", str(len(trials)))
        client.set_terminated(parent_id)
    return f"Logged study '{name}' to MLflow with {len(trials)} trials, {len(missing)} of them new ({printable_uri()})"


def _parent(client: MlflowClient, experiment: str, name: str, folder: str) -> str:
    """The id of the study's parent run, which is created if necessary."""
    key = f"study:{name}"  # without the folder, so that studies which were logged without it are found
    parent = find(client, experiment, key) or client.create_run(
        experiment, run_name=f"study-{name}", tags={"key": key, "study": name}
    )
    other = parent.data.tags.get(_FOLDER, folder)
    if other != folder:
        raise TrackingError(
            f"MLflow has a study '{name}' from {other}; give the one in {folder}/params.yaml another name"
        )
    client.set_tag(parent.info.run_id, _FOLDER, folder)
    return str(parent.info.run_id)


def _finished_children(client: MlflowClient, experiment: str, parent_id: str) -> set[str]:
    """Keys of the trials that were logged completely; the others, of an interrupted call, are deleted."""
    children = _children(client, experiment, parent_id)
    for run in children:
        if run.info.status == "RUNNING":
            client.delete_run(run.info.run_id)
    return {run.data.tags.get("key", "") for run in children if run.info.status != "RUNNING"}


def _children(client: MlflowClient, experiment: str, parent_id: str) -> list[Run]:
    runs: list[Run] = []
    token = None
    while True:
        page = client.search_runs([experiment], f"tags.`{_PARENT}` = '{parent_id}'", page_token=token)
        runs += page
        token = page.token
        if not token:
            return runs


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
