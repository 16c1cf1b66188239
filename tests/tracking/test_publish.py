"""A result is logged to MLflow completely."""

from pathlib import Path

import mlflow
import numpy as np
import pytest
from mlflow import MlflowClient

from sinegan.io import repository
from sinegan.tracking import publish, run_lock, store
from sinegan.tracking.store import TrackingError
from tests.closure import ROOT
from tests.fixtures.free_port import free_port
from tests.tracking.published import N_POINTS, assert_curves_are_complete, points, runs, the_run


def test_a_published_result_is_complete(client: MlflowClient, result: publish.Result, root: Path) -> None:
    message = publish.publish(result)
    assert message.startswith("Logged run 'article-seed3' to MLflow with curves, scores, figures and model (")
    run = the_run(client, result)
    assert run.info.status == "FINISHED"
    assert run.info.run_name == "article-seed3"
    assert run.data.params == {name: str(value) for name, value in result.params.items()}
    assert_curves_are_complete(client, run, result.curves)
    assert {name: points(client, run, name) for name in result.headlines} == {
        name: [(0, value)] for name, value in result.headlines.items()
    }
    assert list(run.data.metrics) == [*result.headlines, *result.curves], "the headline scores come first"
    assert run.data.tags.items() >= result.tags.items()
    assert list(run.data.tags)[: len(result.tags)] == list(result.tags), "tags for people come first"
    assert run.data.tags["mlflow.note.content"] == "**scores**"
    assert {tag for tag in run.data.tags if "md5" in tag or tag == "publishing"} == {"metrics_md5"}


def test_the_data_are_inputs_and_the_scores_belong_to_the_model_and_the_held_out_data(
    client: MlflowClient, result: publish.Result
) -> None:
    publish.publish(result)
    run = the_run(client, result)
    inputs = {entry.dataset.name: entry for entry in run.inputs.dataset_inputs}
    assert {name: (entry.dataset.digest, entry.tags[0].value) for name, entry in inputs.items()} == {
        "pool": ("dddddddd", "training"),
        "held_out": ("ffffffff", "evaluation"),
    }
    assert "data/pool.npz" in inputs["pool"].dataset.source
    assert {tag.key for entry in inputs.values() for tag in entry.tags} == {"mlflow.data.context"}
    (model,) = run.outputs.model_outputs
    linked = client.get_logged_model(model.model_id).metrics
    assert {metric.key: metric.value for metric in linked} == result.headlines
    assert {(metric.dataset_name, metric.dataset_digest) for metric in linked} == {("held_out", "ffffffff")}


def test_report_and_model_are_stored_under_the_root(client: MlflowClient, result: publish.Result, root: Path) -> None:
    publish.publish(result)
    run = the_run(client, result)
    artifacts = [entry.path for entry in client.list_artifacts(run.info.run_id, "report")]
    assert artifacts == ["report/figures", "report/report.md"]
    figures = client.list_artifacts(run.info.run_id, "report/figures")
    assert [entry.path for entry in figures] == ["report/figures/waves.png"]
    assert client.get_experiment_by_name(store.EXPERIMENT).artifact_location == (root / "mlartifacts").as_uri()
    (model,) = run.outputs.model_outputs
    loaded = mlflow.keras.load_model(f"models:/{model.model_id}")
    np.testing.assert_array_equal(loaded(result.noise).numpy(), result.generator(result.noise).numpy())
    assert [path.name for path in Path().iterdir()] == ["reports"]


def test_the_model_has_a_signature_an_example_and_pinned_requirements(
    client: MlflowClient, result: publish.Result
) -> None:
    publish.publish(result)
    (output,) = the_run(client, result).outputs.model_outputs
    address = f"models:/{output.model_id}"
    signature = mlflow.models.get_model_info(address).signature
    assert [signature.inputs.inputs[0].shape, signature.outputs.inputs[0].shape] == [(-1, 10), (-1, N_POINTS)]
    model = mlflow.pyfunc.load_model(address)
    np.testing.assert_array_equal(model.input_example, result.noise)
    assert model.predict(model.input_example).shape == (4, N_POINTS)
    assert model.predict(np.random.default_rng(1).random((3, 10))).shape == (3, N_POINTS), "float64"
    requirements = Path(mlflow.pyfunc.get_model_dependencies(address)).read_text().split()
    locked = (ROOT / "requirements.lock").read_text()
    assert {line.partition("==")[0] for line in requirements} == {"mlflow", "keras", "tensorflow", "numpy"}
    assert all(f"\n{line} " in f"\n{locked}" for line in requirements)
    description = client.get_logged_model(output.model_id).tags["mlflow.note.content"]
    assert description.startswith("- **Use:** tests\n")
    assert "float64, NumPy's default, of shape (n, 10)" in description


def test_a_run_that_another_process_writes_is_waited_for(
    client: MlflowClient, result: publish.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_lock, "TIMEOUT", 0.2)
    with run_lock.hold(repository.locks(), result.identity["key"]):
        message = "is still using this run; wait for it or end it, then run 'make publish'"
        with pytest.raises(TrackingError, match=message):
            publish.publish(result)
        assert runs(client, result) == []
    publish.publish(result)
    assert store.is_published(result.identity["key"], "first")


def test_an_absent_server_is_reported_with_the_fix(
    client: MlflowClient, result: publish.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", address)
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")  # test_absent_store.py measures the time without this
    with pytest.raises(TrackingError, match=f"^MLflow at {address}: no server can be reached .*start it"):
        publish.publish(result)
