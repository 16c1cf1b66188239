"""A good result becomes a version once; the better one is the champion."""

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
from sinegan.tracking.registry.mlflow_registry import Candidate

AHEAD = Gate(coverage=0, valid_share=0, sinad_db=0, spreads=2.0).ahead
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


def published(client: MlflowClient, name: str, sinad: float, spread: float | None = 1.0) -> Candidate:
    """A result as publishing leaves it."""
    _, experiment = store.open_store()
    network = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5)])
    with mlflow.start_run(experiment_id=experiment, tags={"key": name, store.PUBLISHED: "scores"}) as run:
        tracked_model.keep(client, run, network, NOISE, f"md5 of {name}", "card")
    return Candidate(name, "scores", f"md5 of {name}", "modern", sinad, spread)


def champion(client: MlflowClient) -> str:
    return client.get_model_version_by_alias(mlflow_registry.NAME, mlflow_registry.ALIAS).tags["model_md5"]


def test_the_first_is_champion_and_registered_once(client: MlflowClient) -> None:
    first = published(client, "first", 50.0)
    assert "It is the first, hence the champion" in mlflow_registry.register(first, AHEAD)
    assert "It is the champion already" in mlflow_registry.register(first, AHEAD)
    (version,) = client.search_model_versions(f"name = '{mlflow_registry.NAME}'")
    assert version.tags == {
        "model_md5": "md5 of first", "recipe": "modern", "sinad_db": "50.0", "seeds_sd_db": "1.0"
    }  # fmt: skip
    model = mlflow.keras.load_model(f"models:/{mlflow_registry.NAME}@{mlflow_registry.ALIAS}")
    assert model(NOISE).shape == (2, 5)


def test_a_better_one_takes_its_place_and_another_does_not(client: MlflowClient) -> None:
    mlflow_registry.register(published(client, "old", 50.0), AHEAD)
    said = mlflow_registry.register(published(client, "as good", 52.0), AHEAD)
    assert "stays the champion" in said
    assert "not more than the 2.83 dB" in said
    assert champion(client) == "md5 of old"
    assert "It is the champion now" in mlflow_registry.register(published(client, "new", 54.0), AHEAD)
    assert champion(client) == "md5 of new"


def test_without_a_known_spread_the_champion_stays(client: MlflowClient) -> None:
    mlflow_registry.register(published(client, "known", 50.0), AHEAD)
    assert "no study tells" in mlflow_registry.register(published(client, "unknown", 60.0, None), AHEAD)
    assert champion(client) == "md5 of known"


def test_what_is_not_published_whole_is_refused(client: MlflowClient) -> None:
    whole = published(client, "other scores", 50.0)
    for wrong in (whole._replace(metrics_md5="newer"), whole._replace(key="never seen")):
        with pytest.raises(store.TrackingError, match="make publish"):
            mlflow_registry.register(wrong, AHEAD)
