"""A result is registered as a version once; the best one is the champion."""

from pathlib import Path

import keras
import mlflow
import numpy as np
import pytest
from mlflow import MlflowClient
from mlflow.entities.model_registry import ModelVersion

from sinegan.tracking import model as tracked_model
from sinegan.tracking import store
from sinegan.tracking.registry import mlflow_registry
from sinegan.tracking.registry.gate import Gate
from sinegan.tracking.registry.mlflow_registry import ModelCandidate

BEATS = Gate(grid_coverage=0, valid_fraction=0, sinad_db=0, min_lead_sd=2.0).beats
NOISE = np.zeros((2, 3), np.float32)


@pytest.fixture
def client(root: Path, monkeypatch: pytest.MonkeyPatch) -> MlflowClient:
    monkeypatch.setenv("DVC_ROOT", str(root))
    client, _ = store.open_store()
    for model in client.search_registered_models(f"name = '{mlflow_registry.NAME}'"):
        client.delete_registered_model(model.name)
    return client


def published(client: MlflowClient, name: str, sinad: float, configuration: str = "tried") -> ModelCandidate:
    """A result in the store, as after publishing."""
    _, experiment = store.open_store()
    network = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5)])
    with mlflow.start_run(experiment_id=experiment, tags={"key": name, store.PUBLISHED: "scores"}) as run:
        tracked_model.log_once(client, run, network, NOISE, f"md5 of {name}", "card")
    return ModelCandidate(name, "scores", f"md5 of {name}", configuration, "modern", sinad)


def register(candidate: ModelCandidate, **sd: float) -> str:
    """Register it, with the standard deviations over the trials that there are by then, by configuration."""
    return mlflow_registry.register(candidate, BEATS, ({"tried": 1.0} | sd).get)


def champion(client: MlflowClient) -> ModelVersion:
    return client.get_model_version_by_alias(mlflow_registry.NAME, mlflow_registry.ALIAS)


def test_the_first_is_champion_and_registered_once(client: MlflowClient) -> None:
    first = published(client, "first", 50.0)
    assert "It is the first version and becomes the champion" in register(first)
    assert "It is already the champion" in register(first)
    (version,) = client.search_model_versions(f"name = '{mlflow_registry.NAME}'")
    assert version.tags == {
        "model_md5": "md5 of first", "config_key": "tried", "recipe": "modern", "sinad_db": "50.0", "seeds_sd_db": "1.0"
    }  # fmt: skip
    assert version.description.startswith("card")
    assert "noise in, waves out" in client.get_registered_model(mlflow_registry.NAME).description
    model = mlflow.keras.load_model(f"models:/{mlflow_registry.NAME}@{mlflow_registry.ALIAS}")
    assert model(NOISE).shape == (2, 5)


def test_only_a_better_version_becomes_the_champion(client: MlflowClient) -> None:
    register(published(client, "old", 50.0))
    message = register(published(client, "as good", 52.0))
    assert "remains the champion" in message
    assert "not more than the required 2.83 dB" in message
    assert champion(client).tags["model_md5"] == "md5 of old"
    assert "It becomes the champion in place of version" in register(published(client, "new", 54.0))
    assert champion(client).tags["model_md5"] == "md5 of new"


def test_without_a_standard_deviation_the_champion_remains(client: MlflowClient) -> None:
    register(published(client, "known", 50.0))
    assert "the required lead is unknown" in register(published(client, "unknown", 60.0, "untried"))
    assert champion(client).tags["model_md5"] == "md5 of known"


def test_trials_that_were_added_later_make_an_unknown_standard_deviation_known(client: MlflowClient) -> None:
    first = published(client, "first", 50.0, "untried")
    register(first)
    assert champion(client).tags["seeds_sd_db"] == ""
    better = published(client, "better", 54.0)
    assert "the required lead is unknown: there are no two trials with the configuration of the champion" in register(
        better
    )
    assert "not more than the required 6.32 dB" in register(better, untried=3.0)
    assert champion(client).tags["seeds_sd_db"] == "3.0"
    assert "not more than the required 6.32 dB" in register(better), "trials on other data do not make it unknown again"
    assert "becomes the champion" in register(better, untried=1.0)
    assert "It is already the champion" in register(better, tried=1.5)
    assert champion(client).tags["seeds_sd_db"] == "1.5"


def test_a_champion_that_was_registered_by_hand_cannot_be_compared_with(client: MlflowClient) -> None:
    first = published(client, "first", 50.0)
    register(first)
    client.delete_model_version_tag(mlflow_registry.NAME, champion(client).version, "sinad_db")
    with pytest.raises(store.TrackingError, match=r"has no tag sinad_db .* give the alias to another version"):
        register(published(client, "second", 60.0))


def test_only_our_message_is_printed(client: MlflowClient, capfd: pytest.CaptureFixture[str]) -> None:
    candidates = published(client, "first", 50.0), published(client, "second", 60.0)
    capfd.readouterr()
    for candidate in candidates:
        register(candidate)
    assert capfd.readouterr() == ("", "")


def test_a_result_that_is_not_published_is_refused(client: MlflowClient) -> None:
    candidate = published(client, "other scores", 50.0)
    for wrong in (candidate._replace(metrics_md5="newer"), candidate._replace(key="never published")):
        with pytest.raises(store.TrackingError, match="make publish"):
            register(wrong)
