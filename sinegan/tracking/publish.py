"""Log a finished result to MLflow. The files are written first; MLflow receives the same numbers."""

import time

from sinegan.io.repository import locks
from sinegan.tracking import model, run_lock
from sinegan.tracking.curves import Curves
from sinegan.tracking.result import Result
from sinegan.tracking.store import PUBLISHED, find, mlflow_errors, open_store, uri

# isort: split
import mlflow
from mlflow import MlflowClient
from mlflow.data.numpy_dataset import from_numpy
from mlflow.data.sources import LocalArtifactDatasetSource  # type: ignore[attr-defined]
from mlflow.entities import Metric, Param, Run, RunTag

_EVALUATIONS, _STARTED = "evaluations", "publishing"
"""Tags: the number of evaluations logged to the run, and the md5 of the scores of the last one."""


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
    with mlflow_errors(), run_lock.take_over(locks(), result.tags["key"]):
        client, experiment = open_store()
        run = find(client, experiment, result.tags["key"])
        if run is not None and run.data.tags.get(PUBLISHED) == result.tags[PUBLISHED]:
            return f"MLflow already has run '{run.info.run_name}' with these scores ({uri()})"
        run = run or client.create_run(
            experiment, run_name=result.name, tags={"key": result.tags["key"], "origin": "restored"}
        )
        with mlflow.start_run(run_id=run.info.run_id):
            _complete(client, run, result)
        return f"Logged run '{result.name}' to MLflow with curves, scores, figures and model ({uri()})"


def _complete(client: MlflowClient, run: Run, result: Result) -> None:
    """Log what the run lacks, so that publishing can be repeated after an interruption; `PUBLISHED` is set last."""
    run_id = run.info.run_id
    evaluation = _evaluation(client, run, result.tags[PUBLISHED])
    client.log_batch(run_id, params=[Param(name, str(value)) for name, value in result.params.items()])
    Curves(client, run, [*result.curves, *result.scores]).add(_points(result, evaluation))
    if not (run.inputs and run.inputs.dataset_inputs):
        source = LocalArtifactDatasetSource(result.pool_path)
        pool = from_numpy(result.pool, source, name="pool", digest=result.tags["data_md5"][:8])
        mlflow.log_input(pool, context="training")
    model.log_once(client, run, result.generator, result.noise, result.tags["model_md5"], result.card)
    mlflow.log_artifacts(result.report, "report")
    tags = {**result.tags, model.DESCRIPTION: result.description}
    client.log_batch(run_id, tags=[RunTag(name, value) for name, value in tags.items()])


def _evaluation(client: MlflowClient, run: Run, metrics_md5: str) -> int:
    """The step under which to log these scores: the next one, or their own if publishing them was interrupted."""
    tags = run.data.tags
    if tags.get(_STARTED) == metrics_md5:
        return int(tags[_EVALUATIONS]) - 1
    evaluation = int(tags.get(_EVALUATIONS, "0"))
    started = {_STARTED: metrics_md5, _EVALUATIONS: str(evaluation + 1)}
    client.log_batch(run.info.run_id, tags=[RunTag(name, value) for name, value in started.items()])
    return evaluation


def _points(result: Result, evaluation: int) -> list[Metric]:
    now = int(time.time() * 1000)
    curves = [
        Metric(name, float(value), now, step)
        for name, curve in result.curves.items()
        for step, value in enumerate(curve, start=1)
    ]
    return curves + [Metric(name, value, now, evaluation) for name, value in result.scores.items()]
