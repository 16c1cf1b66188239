"""A result comes into MLflow whole and once, whatever happens on the way."""

import dataclasses
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import mlflow
import numpy as np
import pytest
from mlflow import MlflowClient
from mlflow.entities import Run
from numpy.typing import NDArray

from sinegan.io import repository
from sinegan.networks import build, sampling
from sinegan.networks.recipe import Recipe
from sinegan.tracking import curves, publish, run_fields, run_lock, store
from sinegan.tracking.store import TrackingError
from tests.made_scores import made

N_POINTS, EPOCHS = 20, 7
CURVES = ("discriminator_loss", "real_accuracy", "generated_accuracy", "generator_loss")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One store for all tests here, each with a key of its own: to make a store takes MLflow seconds."""
    return tmp_path_factory.mktemp("root")


@pytest.fixture
def client(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MlflowClient]:
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_HTTP_REQUEST_MAX_RETRIES", "MLFLOW_HTTP_REQUEST_TIMEOUT"):
        monkeypatch.setenv(name, "")  # MLflow and we set these: to be taken back afterwards
        monkeypatch.delenv(name)
    monkeypatch.setenv("DVC_ROOT", str(root))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(curves, "_PER_REQUEST", 5)  # a portion ends within a curve
    yield MlflowClient(store.uri())
    assert mlflow.active_run() is None


@pytest.fixture
def result(recipe: Recipe, tmp_path: Path, request: pytest.FixtureRequest) -> publish.Result:
    (tmp_path / "reports/figures").mkdir(parents=True)
    (tmp_path / "reports/report.md").write_text("# Report")
    (tmp_path / "reports/figures/waves.png").write_bytes(b"picture")
    rng = np.random.default_rng(7)
    md5s = {"data_md5": "d" * 32, "model_md5": "e" * 32, "metrics_md5": "first"}
    scores = [made("law/ks", value=0.5, floor=0.25), made("quality/sinad", value=11.0, floor=90.0)]
    return publish.Result(
        name="article-seed3",
        tags={"key": request.node.name, "config_key": "c", **md5s, "recipe": "article"},
        params=run_fields.params(recipe.model_dump()),
        curves=run_fields.curves({name: rng.random(EPOCHS) for name in CURVES}),
        scores=run_fields.scores(scores),
        description="**scores**",
        card="- **Use:** tests",
        report="reports",
        pool=rng.random((30, N_POINTS), dtype=np.float32),
        pool_path="data/train.npz",
        generator=build.generator(recipe, N_POINTS),
        noise=sampling.noise(4, recipe.generator.noise_dim, seed=0).numpy(),
    )


def with_scores(result: publish.Result, metrics_md5: str, scores: Mapping[str, float]) -> publish.Result:
    return dataclasses.replace(result, tags={**result.tags, "metrics_md5": metrics_md5}, scores=scores)


def runs(client: MlflowClient, result: publish.Result) -> list[Run]:
    experiment = client.get_experiment_by_name(store.EXPERIMENT)
    if experiment is None:
        return []
    every = client.search_runs([experiment.experiment_id])
    return [run for run in every if run.data.tags["key"] == result.tags["key"]]


def the_run(client: MlflowClient, result: publish.Result) -> Run:
    (run,) = runs(client, result)
    return run


def points(client: MlflowClient, run: Run, name: str) -> list[tuple[int, float]]:
    return sorted((point.step, point.value) for point in client.get_metric_history(run.info.run_id, name))


def assert_curves_are_whole(client: MlflowClient, run: Run, curves: Mapping[str, NDArray[Any]]) -> None:
    found = {name: points(client, run, name) for name in curves}
    assert found == {name: list(enumerate(curve.tolist(), start=1)) for name, curve in curves.items()}


def test_a_published_result_is_all_there(client: MlflowClient, result: publish.Result, root: Path) -> None:
    said = publish.publish(result)
    assert "article-seed3" in said
    run = the_run(client, result)
    assert run.info.status == "FINISHED"
    assert run.info.run_name == "article-seed3"
    assert run.data.params == {name: str(value) for name, value in result.params.items()}
    assert_curves_are_whole(client, run, result.curves)
    assert {name: points(client, run, name) for name in result.scores} == {
        name: [(0, value)] for name, value in result.scores.items()
    }
    assert set(run.data.metrics) == {*result.curves, *result.scores}
    assert run.data.tags.items() >= result.tags.items()
    assert run.data.tags["mlflow.note.content"] == "**scores**"
    (used,) = run.inputs.dataset_inputs
    assert (used.dataset.name, used.dataset.digest) == ("pool", "dddddddd")
    assert "data/train.npz" in used.dataset.source
    assert [(tag.key, tag.value) for tag in used.tags] == [("mlflow.data.context", "training")]


def test_report_and_model_lie_under_the_root(client: MlflowClient, result: publish.Result, root: Path) -> None:
    publish.publish(result)
    run = the_run(client, result)
    listed = [entry.path for entry in client.list_artifacts(run.info.run_id, "report")]
    assert listed == ["report/figures", "report/report.md"]
    pictures = client.list_artifacts(run.info.run_id, "report/figures")
    assert [entry.path for entry in pictures] == ["report/figures/waves.png"]
    assert client.get_experiment_by_name(store.EXPERIMENT).artifact_location == (root / "mlartifacts").as_uri()
    (model,) = run.outputs.model_outputs
    back = mlflow.keras.load_model(f"models:/{model.model_id}")
    np.testing.assert_array_equal(back(result.noise).numpy(), result.generator(result.noise).numpy())
    signature = mlflow.models.get_model_info(f"models:/{model.model_id}").signature
    assert [signature.inputs.inputs[0].shape, signature.outputs.inputs[0].shape] == [(-1, 10), (-1, N_POINTS)]
    assert [path.name for path in Path().iterdir()] == ["reports"]


def test_publishing_again_changes_nothing(client: MlflowClient, result: publish.Result) -> None:
    key = result.tags["key"]
    assert not store.is_published(key, "first")
    publish.publish(result)
    assert store.is_published(key, "first")
    assert not store.is_published(key, "second")
    before = the_run(client, result)
    assert "already" in publish.publish(result)
    after = the_run(client, result)
    assert after.to_dictionary() == before.to_dictionary()
    assert_curves_are_whole(client, after, result.curves)
    assert all(len(points(client, after, name)) == 1 for name in result.scores)


def test_new_scores_are_a_further_step_of_the_same_run(client: MlflowClient, result: publish.Result) -> None:
    publish.publish(result)
    before = the_run(client, result)
    Path("reports/report.md").write_text("# New report")
    better = {name: value + 1 for name, value in result.scores.items()}
    again = dataclasses.replace(with_scores(result, "second", better), description="new")
    publish.publish(again)
    after = the_run(client, result)
    assert after.info.run_id == before.info.run_id
    assert after.info.status == "FINISHED"
    assert_curves_are_whole(client, after, result.curves)
    for name, value in result.scores.items():
        assert points(client, after, name) == [(0, value), (1, value + 1)]
        assert after.data.metrics[name] == value + 1
    assert after.data.tags["metrics_md5"] == "second"
    assert after.data.tags["mlflow.note.content"] == "new"
    assert len(after.outputs.model_outputs) == 1
    assert len(after.inputs.dataset_inputs) == 1
    read = mlflow.artifacts.load_text(f"{after.info.artifact_uri}/report/report.md")
    assert read == "# New report"


def dying(function: Callable[..., Any], at: int) -> Callable[..., Any]:
    """The same function, but its call number `at` finds the disk full."""
    calls = iter(range(1, 1_000))

    def call(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == at:
            raise OSError(28, "No space left on device")
        return function(*args, **kwargs)

    return call


N_SCORES = 4  # two scores and their floors
BATCHES = 2 + -(-(EPOCHS * len(CURVES) + N_SCORES) // 5) + 1  # step and parameters; points; tags
DEATHS = {
    "at the points in the middle": ("log_batch", 5),
    "at the report": ("log_artifacts", 1),
    "at the tags": ("log_batch", BATCHES),
}
MORE_DEATHS = {
    "at the step of the scores": ("log_batch", 1),
    "at the parameters": ("log_batch", 2),
    "at the first points": ("log_batch", 3),
    "at the last points": ("log_batch", BATCHES - 1),
    "at the data": ("log_inputs", 1),
    "while the model is copied": ("log_model_artifacts", 1),
    "while the model is closed": ("finalize_logged_model", 1),
}


@pytest.mark.parametrize("death", [*DEATHS, *(pytest.param(death, marks=pytest.mark.slow) for death in MORE_DEATHS)])
def test_after_a_death_the_next_publish_brings_in_what_is_missing_and_doubles_nothing(
    death: str, client: MlflowClient, result: publish.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, at = (DEATHS | MORE_DEATHS)[death]
    with monkeypatch.context() as patch:
        patch.setattr(MlflowClient, name, dying(getattr(MlflowClient, name), at))
        with pytest.raises(TrackingError, match=r"No space left on device.*then 'make publish'"):
            publish.publish(result)
    assert the_run(client, result).info.status == "FAILED"
    assert not store.is_published(result.tags["key"], "first")
    publish.publish(result)
    assert store.is_published(result.tags["key"], "first")
    run = the_run(client, result)
    models = [client.get_logged_model(output.model_id).status for output in run.outputs.model_outputs]
    assert {
        "status": run.info.status,
        "params": run.data.params,
        "data": len(run.inputs.dataset_inputs),
        "models": models.count("READY"),
        "artifacts": len(client.list_artifacts(run.info.run_id, "report")),
    } == {
        "status": "FINISHED",
        "params": {name: str(value) for name, value in result.params.items()},
        "data": 1,
        "models": 1,
        "artifacts": 2,
    }
    assert_curves_are_whole(client, run, result.curves)
    assert {name: points(client, run, name) for name in result.scores} == {
        name: [(0, value)] for name, value in result.scores.items()
    }


def test_scores_that_changed_after_an_interrupted_publish_are_a_step_of_their_own(
    client: MlflowClient, result: publish.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(MlflowClient, "log_artifacts", dying(MlflowClient.log_artifacts, 1))
        with pytest.raises(TrackingError):
            publish.publish(result)
    better = {name: value + 1 for name, value in result.scores.items()}
    publish.publish(with_scores(result, "second", better))
    run = the_run(client, result)
    for name, value in result.scores.items():
        assert points(client, run, name) == [(0, value), (1, value + 1)]
    assert_curves_are_whole(client, run, result.curves)


def test_curves_that_a_training_began_are_completed_without_doubled_points(
    client: MlflowClient, result: publish.Result
) -> None:
    live, experiment = store.open_store()
    begun = live.create_run(experiment, tags={"key": result.tags["key"]})
    for name, curve in result.curves.items():
        live.log_metric(begun.info.run_id, name, float(curve[2]), step=3)
    publish.publish(result)
    run = the_run(client, result)
    assert run.info.run_id == begun.info.run_id
    assert_curves_are_whole(client, run, result.curves)


def test_a_run_that_another_process_writes_is_waited_for(
    client: MlflowClient, result: publish.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_lock, "PATIENCE", 0.2)
    with run_lock.hold(repository.locks(), result.tags["key"]):
        with pytest.raises(TrackingError, match="still works on this run; wait for it or end it, then 'make publish'"):
            publish.publish(result)
        assert runs(client, result) == []
    publish.publish(result)
    assert store.is_published(result.tags["key"], "first")


def test_a_server_that_is_not_there_is_told_with_the_cure(
    client: MlflowClient, result: publish.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", address)
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")  # test_store.py tells how long it takes without this
    with pytest.raises(TrackingError, match=f"^MLflow at {address} .*MLFLOW_TRACKING_URI, then 'make publish'$"):
        publish.publish(result)
