"""Bring a finished result into MLflow. Files come first; MLflow receives the same numbers."""

import time

from sinegan.io.repository import locks
from sinegan.tracking import model, run_lock
from sinegan.tracking.curves import Curves
from sinegan.tracking.result import Result
from sinegan.tracking.store import PUBLISHED, find, naming_the_cure, open_store, uri

# isort: split
import mlflow
from mlflow import MlflowClient
from mlflow.data.numpy_dataset import from_numpy
from mlflow.data.sources import LocalArtifactDatasetSource  # type: ignore[attr-defined]
from mlflow.entities import Metric, Param, Run, RunTag

_EVALUATIONS, _BEGUN = "evaluations", "publishing"
"""Tags: how many evaluations the run has seen, and the md5 of the scores of the last."""


def publish(result: Result) -> str:
    """Bring the result in, once: what the store has already is left alone.

    Returns
    -------
    str
        What was done, in words.

    Raises
    ------
    TrackingError
        The store cannot be reached or refuses; publishing again later brings in what is missing.
    """
    with naming_the_cure(), run_lock.take_over(locks(), result.tags["key"]):
        client, experiment = open_store()
        run = find(client, experiment, result.tags["key"])
        if run is not None and run.data.tags.get(PUBLISHED) == result.tags[PUBLISHED]:
            return f"MLflow has run '{run.info.run_name}' with these very scores already ({uri()})"
        run = run or client.create_run(
            experiment, run_name=result.name, tags={"key": result.tags["key"], "origin": "restored"}
        )
        with mlflow.start_run(run_id=run.info.run_id):
            _fill(client, run, result)
        return f"MLflow has run '{result.name}' with its curves, scores, pictures and model ({uri()})"


def _fill(client: MlflowClient, run: Run, result: Result) -> None:
    """Log what the run lacks, so that an interrupted publishing can be repeated; the tag "published" comes last."""
    run_id = run.info.run_id
    evaluation = _evaluation(client, run, result.tags[PUBLISHED])
    client.log_batch(run_id, params=[Param(name, str(value)) for name, value in result.params.items()])
    Curves(client, run, [*result.curves, *result.scores]).add(_points(result, evaluation))
    if not (run.inputs and run.inputs.dataset_inputs):
        source = LocalArtifactDatasetSource(result.pool_path)
        pool = from_numpy(result.pool, source, name="pool", digest=result.tags["data_md5"][:8])
        mlflow.log_input(pool, context="training")
    model.keep(client, run, result.generator, result.noise, result.tags["model_md5"], result.card)
    mlflow.log_artifacts(result.report, "report")
    tags = {**result.tags, model.NOTE: result.description}
    client.log_batch(run_id, tags=[RunTag(name, value) for name, value in tags.items()])


def _evaluation(client: MlflowClient, run: Run, metrics_md5: str) -> int:
    """The step of these scores: one further than the last ones, or their own if publishing them was interrupted."""
    tags = run.data.tags
    if tags.get(_BEGUN) == metrics_md5:
        return int(tags[_EVALUATIONS]) - 1
    evaluation = int(tags.get(_EVALUATIONS, "0"))
    begun = {_BEGUN: metrics_md5, _EVALUATIONS: str(evaluation + 1)}
    client.log_batch(run.info.run_id, tags=[RunTag(name, value) for name, value in begun.items()])
    return evaluation


def _points(result: Result, evaluation: int) -> list[Metric]:
    now = int(time.time() * 1000)
    curves = [
        Metric(name, float(value), now, epoch)
        for name, curve in result.curves.items()
        for epoch, value in enumerate(curve, start=1)
    ]
    return curves + [Metric(name, value, now, evaluation) for name, value in result.scores.items()]
