"""Log a finished result to MLflow. The files are written first; MLflow receives the same numbers."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sinegan.io.repository import locks
from sinegan.tracking import model, run_fields, run_lock, runs_view
from sinegan.tracking.curves import Curves
from sinegan.tracking.result import LoggedData, Result
from sinegan.tracking.store import PUBLISHED, find, mlflow_errors, open_store, printable_uri

# isort: split
import mlflow
from mlflow import MlflowClient
from mlflow.data.numpy_dataset import from_numpy
from mlflow.data.sources import LocalArtifactDatasetSource  # type: ignore[attr-defined]
from mlflow.entities import Metric, Param, Run, RunStatus, RunTag
from mlflow.exceptions import MlflowException
from sqlalchemy.exc import SQLAlchemyError

TABLE = "scores.json"
"""Artifact: all scores with intervals and baselines. MLflow shows it, and compares it across runs."""
_EVALUATIONS, _STARTED = "evaluations", "publishing"
"""Tags: the number of evaluations logged to the run, and the md5 of the scores that are being published."""


def publish(result: Result) -> str:
    """Log the result once: whatever the store already has is left unchanged.

    Returns
    -------
    str
        A message that says what was done.

    Raises
    ------
    TrackingError
        The store cannot be reached or refuses; publishing again later adds what is missing.
    """
    key, metrics_md5 = result.identity["key"], result.identity[PUBLISHED]
    with mlflow_errors(), run_lock.take_over(locks(), key):
        client, experiment = open_store()
        _save_runs_views(client, experiment)
        run = find(client, experiment, key)
        if run is not None and run.data.tags.get(PUBLISHED) == metrics_md5:
            return f"MLflow already has run '{run.info.run_name}' with these scores ({printable_uri()})"
        run = run or client.create_run(experiment, run_name=result.name, tags=dict(result.tags))
        with _active(client, run):
            changed = _complete(client, run, result)
        note = f"; tags, not parameters, have the new values of {', '.join(changed)}" if changed else ""
        logged = f"Logged run '{run.info.run_name}' to MLflow with curves, scores, figures and model"
        return f"{logged} ({printable_uri()}){note}"


@contextmanager
def _active(client: MlflowClient, run: Run) -> Iterator[None]:
    """Make it MLflow's active run; then it is FINISHED, or FAILED after an error.

    A run that had ended keeps its end, since its duration is that of the training, and after an error its status, too.
    """
    run_id, status, end = run.info.run_id, run.info.status, run.info.end_time
    had_ended = end is not None and RunStatus.is_terminated(RunStatus.from_string(status))
    try:
        with mlflow.start_run(run_id=run_id):
            yield
        status = "FINISHED"
    finally:
        if had_ended:
            with suppress(MlflowException, SQLAlchemyError, OSError):  # it would hide a first error, and does no harm
                client.set_terminated(run_id, status, end)


def _save_runs_views(client: MlflowClient, experiment: str) -> None:
    """Add the views to a store from before there were any. Those that are there stay: a user may have changed them."""
    present = client.get_experiment(experiment).tags
    for tag, content in runs_view.tags().items():
        if tag not in present:
            client.set_experiment_tag(experiment, tag, content)


def _complete(client: MlflowClient, run: Run, result: Result) -> list[str]:
    """Log what the run lacks, so that publishing can be repeated after an interruption; `PUBLISHED` is set last.

    Returns the parameters of which an earlier evaluation had other values: they become tags, since MLflow's parameters
    cannot be changed.
    """
    run_id, metrics_md5 = run.info.run_id, result.identity[PUBLISHED]
    evaluation = _evaluation(client, run, metrics_md5)
    params = {name: str(value) for name, value in result.params.items()}
    changed = {name: value for name, value in params.items() if _differs(run, name, value)}
    client.log_batch(run_id, params=[Param(name, value) for name, value in params.items() if name not in changed])
    for data in (result.pool, result.held_out):
        _log_dataset(run, data)
    md5 = result.identity["model_md5"]
    model_id = model.log_once(client, run, result.generator, result.noise, md5, result.card, result.columns)
    Curves(client, run, [*result.curves, *result.headlines]).add(_points(result, evaluation, model_id))
    _log_report(client, run_id, Path(result.report))
    _log_table(client, run_id, result.score_table)
    tags = {**changed, run_fields.DESCRIPTION: result.description, PUBLISHED: metrics_md5}
    client.log_batch(run_id, tags=[RunTag(name, value) for name, value in tags.items()])
    with suppress(MlflowException, SQLAlchemyError, OSError):  # the run is complete, and the tag does no harm
        client.delete_tag(run_id, _STARTED)
    return list(changed)


def _differs(run: Run, name: str, value: str) -> bool:
    """Whether the run has another value, as a parameter or, since an earlier change, as a tag."""
    return any(values.get(name, value) != value for values in (run.data.params, run.data.tags))


def _log_dataset(run: Run, data: LoggedData) -> None:
    logged = run.inputs.dataset_inputs if run.inputs else []
    if (data.name, data.digest) not in {(entry.dataset.name, entry.dataset.digest) for entry in logged}:
        source = LocalArtifactDatasetSource(data.path)
        mlflow.log_input(from_numpy(dict(data.waves), source, name=data.name, digest=data.digest), context=data.context)


def _log_report(client: MlflowClient, run_id: str, folder: Path) -> None:
    """Log the files of a folder, but no hidden ones: those are partial files, or of the system.

    One by one: DVC may make its outputs read-only. MLflow replaces the copy of a single file, but would write into the
    read-only copies of a whole folder, which fails.
    """
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            client.log_artifact(run_id, str(path), ("report" / relative.parent).as_posix())


def _log_table(client: MlflowClient, run_id: str, table: Mapping[str, list[Any]]) -> None:
    if TABLE in {artifact.path for artifact in client.list_artifacts(run_id)}:
        client.log_text(run_id, '{"columns": [], "data": []}', TABLE)  # MLflow appends to a table that exists
    client.log_table(run_id, dict(table), TABLE)


def _evaluation(client: MlflowClient, run: Run, metrics_md5: str) -> int:
    """The step under which to log these scores: the next one, or their own if publishing them was interrupted."""
    tags = run.data.tags
    if tags.get(_STARTED) == metrics_md5:
        return int(tags[_EVALUATIONS]) - 1
    evaluation = int(tags.get(_EVALUATIONS, "0"))
    started = {_STARTED: metrics_md5, _EVALUATIONS: str(evaluation + 1)}
    client.log_batch(run.info.run_id, tags=[RunTag(name, value) for name, value in started.items()])
    return evaluation


def _points(result: Result, evaluation: int, model_id: str) -> list[Metric]:
    """The headline scores, which MLflow links to the model and to the held-out waves, and the curves."""
    now = int(time.time() * 1000)
    curves = [
        Metric(name, float(value), now, step)
        for name, curve in result.curves.items()
        for step, value in enumerate(curve, start=1)
    ]
    links = {"model_id": model_id, "dataset_name": result.held_out.name, "dataset_digest": result.held_out.digest}
    return [Metric(name, value, now, evaluation, **links) for name, value in result.headlines.items()] + curves
