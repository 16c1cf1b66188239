"""A result to publish, and what the store has of it."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
from mlflow import MlflowClient
from mlflow.entities import Run
from numpy.typing import NDArray

from sinegan.tracking import publish, store
from sinegan.tracking.result import LoggedData

N_POINTS = 20
STEPS = 7
CURVES = ("discriminator_loss", "real_accuracy", "generated_accuracy", "generator_loss")
HEADLINES = {"sinad_db": 11.0, "grid_coverage": 0.25, "ks_phase": 0.5, "noise_threshold": 2.0}


def data(name: str, context: str, md5: str, *sets: str) -> LoggedData:
    return LoggedData(name, context, f"data/{name}.npz", md5, {name: np.zeros((30, N_POINTS), "f4") for name in sets})


def with_scores(result: publish.Result, metrics_md5: str, headlines: Mapping[str, float]) -> publish.Result:
    return dataclasses.replace(result, identity={**result.identity, "metrics_md5": metrics_md5}, headlines=headlines)


def runs(client: MlflowClient, result: publish.Result) -> list[Run]:
    experiment = client.get_experiment_by_name(store.EXPERIMENT)
    if experiment is None:
        return []
    all_runs = client.search_runs([experiment.experiment_id])
    return [run for run in all_runs if run.data.tags["key"] == result.identity["key"]]


def the_run(client: MlflowClient, result: publish.Result) -> Run:
    (run,) = runs(client, result)
    return run


def points(client: MlflowClient, run: Run, name: str) -> list[tuple[int, float]]:
    return sorted((point.step, point.value) for point in client.get_metric_history(run.info.run_id, name))


def assert_curves_are_complete(client: MlflowClient, run: Run, curves: Mapping[str, NDArray[Any]]) -> None:
    logged = {name: points(client, run, name) for name in curves}
    assert logged == {name: list(enumerate(curve.tolist(), start=1)) for name, curve in curves.items()}


def table(client: MlflowClient, run: Run) -> dict[str, list[Any]]:
    return client.load_table(run.info.experiment_id, publish.TABLE, [run.info.run_id]).to_dict("list")
