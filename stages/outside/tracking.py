"""Bring a finished result into MLflow. Files come first; MLflow receives the same numbers."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from stages.outside.store import PUBLISHED, find, naming_the_cure, open_store, uri

# isort: split
import mlflow
from mlflow import MlflowClient
from mlflow.data.numpy_dataset import from_numpy
from mlflow.data.sources import LocalArtifactDatasetSource  # type: ignore[attr-defined]
from mlflow.entities import Metric, Param, Run, RunTag
from mlflow.models import infer_signature

_PER_REQUEST = 1_000
_REQUIREMENTS = [f"keras=={keras.__version__}", "tensorflow", "numpy"]


@dataclass(frozen=True)
class Result:
    """One training result with its scores, as MLflow shall show it.

    Attributes
    ----------
    name
        Of the run.
    tags
        Among them ``key``, by which the run is found again, ``metrics_md5`` and ``model_md5``.
    params
        Flat, without the recipe's name, so that recipes line up.
    curves
        By metric name: one value per epoch.
    scores
        By metric name.
    description
        Markdown, shown on the run's page.
    report
        Folder whose files become artifacts.
    pool, pool_path
        The waves trained on, and where they lie.
    generator, noise
        The trained generator, and an example of what it is fed.
    """

    name: str
    tags: Mapping[str, str]
    params: Mapping[str, Any]
    curves: Mapping[str, NDArray[np.floating[Any]]]
    scores: Mapping[str, float]
    description: str
    report: str
    pool: NDArray[np.float32]
    pool_path: str
    generator: keras.Model
    noise: NDArray[np.float32]


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
    with naming_the_cure():
        client, experiment = open_store()
        run = find(client, experiment, result.tags["key"])
        if run is not None and run.data.tags.get(PUBLISHED) == result.tags[PUBLISHED]:
            return f"MLflow has run '{run.info.run_name}' with these very scores already ({uri()})"
        run = run or client.create_run(experiment, run_name=result.name, tags={"key": result.tags["key"]})
        with mlflow.start_run(run_id=run.info.run_id):
            _fill(client, run, result)
        return f"MLflow has run '{result.name}' with its curves, scores, pictures and model ({uri()})"


def _fill(client: MlflowClient, run: Run, result: Result) -> None:
    """Log what the run lacks; the tag that says "published" comes last."""
    run_id, had, now = run.info.run_id, run.data, int(time.time() * 1000)
    client.log_batch(run_id, params=[Param(name, str(value)) for name, value in result.params.items()])
    if not set(result.curves) <= set(had.metrics):
        points = [
            Metric(name, float(value), now, epoch)
            for name, curve in result.curves.items()
            for epoch, value in enumerate(curve, start=1)
        ]
        for some in _portions(points):
            client.log_batch(run_id, metrics=some)
        dataset = from_numpy(
            result.pool, LocalArtifactDatasetSource(result.pool_path), name="pool", digest=result.tags["data_md5"][:8]
        )
        mlflow.log_input(dataset, context="training")
    if had.tags.get("model_md5") != result.tags["model_md5"]:
        waves = result.generator(result.noise).numpy()
        signature = infer_signature(result.noise, waves)
        mlflow.keras.log_model(result.generator, name="generator", signature=signature, pip_requirements=_REQUIREMENTS)
    # A new evaluation of the same training is a further step, so that the newest is shown and none is lost.
    step = int(had.tags.get("evaluations", "0"))
    client.log_batch(run_id, metrics=[Metric(name, value, now, step) for name, value in result.scores.items()])
    mlflow.log_artifacts(result.report, "report")
    tags = {**result.tags, "mlflow.note.content": result.description, "evaluations": str(step + 1)}
    published = tags.pop(PUBLISHED)
    client.log_batch(run_id, tags=[RunTag(name, value) for name, value in tags.items()])
    client.set_tag(run_id, PUBLISHED, published)


def _portions(points: list[Metric]) -> Iterator[list[Metric]]:
    for start in range(0, len(points), _PER_REQUEST):
        yield points[start : start + _PER_REQUEST]
