"""A result is registered as a version once; the best one is the champion."""

from pathlib import Path

import keras
import mlflow
import numpy as np
import pytest
from mlflow import MlflowClient

from sinegan.tracking import model as tracked_model
from sinegan.tracking import store
from sinegan.tracking.registry import mlflow_registry
from sinegan.tracking.registry.gate import Gate
from sinegan.tracking.registry.mlflow_registry import ModelCandidate

BEATS = Gate(grid_coverage=0, valid_fraction=0, sinad_db=0, min_lead_sd=2.0).beats
NOISE = np.zeros((2, 3), np.float32)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("root")


@pytest.fixture
def client(root: Path, monkeypatch: pytest.MonkeyPatch) -> MlflowClient:
    monkeypatch.setenv("DVC_ROOT", str(root))
    for name in ("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "MLFLOW_HTTP_REQUEST_TIMEOUT", "MLFLOW_TRACKING_URI"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    client, _ = store.open_store()
    for model in client.search_registered_models():
        client.delete_registered_model(model.name)
    return client


def published(client: MlflowClient, name: str, sinad: float, sd: float | None = 1.0) -> ModelCandidate:
    """A result in the store, as after publishing."""
    _, experiment = store.open_store()
    network = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5)])
    with mlflow.start_run(experiment_id=experiment, tags={"key": name, store.PUBLISHED: "scores"}) as run:
        tracked_model.log_once(client, run, network, NOISE, f"md5 of {name}", "card")
    return ModelCandidate(name, "scores", f"md5 of {name}", "modern", sinad, sd)


def champion(client: MlflowClient) -> str:
    return client.get_model_version_by_alias(mlflow_registry.NAME, mlflow_registry.ALIAS).tags["model_md5"]


def test_the_first_is_champion_and_registered_once(client: MlflowClient) -> None:
    first = published(client, "first", 50.0)
    assert "It is the first version and becomes the champion" in mlflow_registry.register(first, BEATS)
    assert "It is already the champion" in mlflow_registry.register(first, BEATS)
    (version,) = client.search_model_versions(f"name = '{mlflow_registry.NAME}'")
    assert version.tags == {
        "model_md5": "md5 of first", "recipe": "modern", "sinad_db": "50.0", "seeds_sd_db": "1.0"
    }  # fmt: skip
    assert version.description.startswith("card")
    assert "noise in, waves out" in client.get_registered_model(mlflow_registry.NAME).description
    model = mlflow.keras.load_model(f"models:/{mlflow_registry.NAME}@{mlflow_registry.ALIAS}")
    assert model(NOISE).shape == (2, 5)


def test_only_a_better_version_becomes_the_champion(client: MlflowClient) -> None:
    mlflow_registry.register(published(client, "old", 50.0), BEATS)
    message = mlflow_registry.register(published(client, "as good", 52.0), BEATS)
    assert "remains the champion" in message
    assert "not more than the required 2.83 dB" in message
    assert champion(client) == "md5 of old"
    assert "It becomes the champion in place of version" in mlflow_registry.register(
        published(client, "new", 54.0), BEATS
    )
    assert champion(client) == "md5 of new"


def test_without_a_standard_deviation_the_champion_remains(client: MlflowClient) -> None:
    mlflow_registry.register(published(client, "known", 50.0), BEATS)
    assert "the required lead is unknown" in mlflow_registry.register(published(client, "unknown", 60.0, None), BEATS)
    assert champion(client) == "md5 of known"


def test_a_result_that_is_not_published_is_refused(client: MlflowClient) -> None:
    candidate = published(client, "other scores", 50.0)
    for wrong in (candidate._replace(metrics_md5="newer"), candidate._replace(key="never published")):
        with pytest.raises(store.TrackingError, match="make publish"):
            mlflow_registry.register(wrong, BEATS)
