"""A result is logged to MLflow completely and once, even after interruptions."""

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
from sinegan.tracking import curves, publish, run_fields, run_lock, runs_view, store
from sinegan.tracking.result import LoggedData
from sinegan.tracking.store import TrackingError
from tests.score_fixtures import made

ROOT = Path(__file__).resolve().parents[2]
N_POINTS, STEPS = 20, 7
CURVES = ("discriminator_loss", "real_accuracy", "generated_accuracy", "generator_loss")
HEADLINES = {"sinad_db": 11.0, "grid_coverage": 0.25, "ks_phase": 0.5, "noise_threshold": 2.0}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One store for all tests of this module, which use different keys: MLflow takes seconds to create a store."""
    return tmp_path_factory.mktemp("root")


@pytest.fixture
def client(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MlflowClient]:
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_HTTP_REQUEST_MAX_RETRIES", "MLFLOW_HTTP_REQUEST_TIMEOUT"):
        monkeypatch.setenv(name, "")  # set by the tested code: restored afterwards
        monkeypatch.delenv(name)
    monkeypatch.setenv("DVC_ROOT", str(root))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(curves, "_PER_REQUEST", 5)  # a batch ends within a curve
    yield MlflowClient(store.uri())
    assert mlflow.active_run() is None


def data(name: str, context: str, md5: str, *sets: str) -> LoggedData:
    return LoggedData(name, context, f"data/{name}.npz", md5, {name: np.zeros((30, N_POINTS), "f4") for name in sets})


@pytest.fixture
def result(recipe: Recipe, tmp_path: Path, request: pytest.FixtureRequest) -> publish.Result:
    (tmp_path / "reports/figures").mkdir(parents=True)
    (tmp_path / "reports/report.md").write_text("# Report")
    (tmp_path / "reports/figures/waves.png").write_bytes(b"image")
    rng = np.random.default_rng(7)
    md5s = {"data_md5": "d" * 32, "model_md5": "e" * 32, "metrics_md5": "first"}
    scores = [made("quality/sinad_db", value=11.0, baseline=90.0), made("tstr_100/error_ratio", value=0.5)]
    key = request.node.name
    return publish.Result(
        name="article-seed3",
        identity={"key": key, "config_key": "c", **md5s},
        tags={"recipe": "article", "origin": "restored", "key": key},
        params=run_fields.params("article", recipe.model_dump()) | {"calibrate.n_waves": 300},
        curves=run_fields.curves({name: rng.random(STEPS) for name in CURVES}),
        headlines=HEADLINES,
        score_table=run_fields.score_table(scores),
        description="**scores**",
        card="- **Use:** tests",
        report="reports",
        pool=data("pool", "training", "d" * 32, "pool"),
        held_out=data("held_out", "evaluation", "f" * 32, "test", "reference"),
        generator=build.generator(recipe, N_POINTS),
        noise=sampling.noise(4, recipe.generator.n_noise, seed=0).numpy(),
        columns=None,
    )


@pytest.fixture
def experiment_tags(client: MlflowClient) -> Callable[[], dict[str, str]]:
    """The tags of the experiment now."""
    return lambda: dict(client.get_experiment(store.open_store()[1]).tags)


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


def test_the_saved_view_is_added_if_it_is_missing_and_left_as_it_is_otherwise(
    client: MlflowClient, result: publish.Result, experiment_tags: Callable[[], dict[str, str]]
) -> None:
    _, experiment = store.open_store()
    view, other = runs_view.VIEWS
    client.set_experiment_tag(experiment, view.tag, "of the user")
    publish.publish(result)
    assert experiment_tags()[view.tag] == "of the user"
    assert experiment_tags()[other.tag] == other.content()
    client.delete_experiment_tag(experiment, view.tag)
    publish.publish(result)
    assert experiment_tags()[view.tag] == view.content()


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


def table(client: MlflowClient, run: Run) -> dict[str, list[Any]]:
    return client.load_table(run.info.experiment_id, publish.TABLE, [run.info.run_id]).to_dict("list")


def test_all_scores_are_one_table_that_a_new_evaluation_replaces(client: MlflowClient, result: publish.Result) -> None:
    publish.publish(result)
    run = the_run(client, result)
    logged = table(client, run)
    assert list(logged) == list(result.score_table)
    assert (logged["score"], logged["value"]) == (["sinad_db", "error_ratio"], [11.0, 0.5])
    assert logged["baseline"][0] == 90.0
    assert run.data.tags["mlflow.loggedArtifacts"] == '[{"path": "scores.json", "type": "table"}]'
    better = {**result.score_table, "value": [12.0, 0.4]}
    publish.publish(dataclasses.replace(with_scores(result, "second", HEADLINES), score_table=better))
    assert table(client, run)["value"] == [12.0, 0.4]


def test_a_parameter_of_a_later_evaluation_that_differs_becomes_a_tag(
    client: MlflowClient, result: publish.Result
) -> None:
    """MLflow's parameters cannot be changed."""
    publish.publish(result)
    for n_waves, metrics_md5 in ((400, "second"), (300, "third")):
        params = {**result.params, "calibrate.n_waves": n_waves}
        message = publish.publish(dataclasses.replace(with_scores(result, metrics_md5, HEADLINES), params=params))
        assert message.endswith("; tags, not parameters, have the new values of calibrate.n_waves")
        run = the_run(client, result)
        assert run.data.params["calibrate.n_waves"] == "300"
        assert run.data.tags["calibrate.n_waves"] == str(n_waves)


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


def test_publishing_again_changes_nothing(client: MlflowClient, result: publish.Result) -> None:
    key = result.identity["key"]
    assert not store.is_published(key, "first")
    publish.publish(result)
    assert store.is_published(key, "first")
    assert not store.is_published(key, "second")
    before = the_run(client, result)
    assert "already" in publish.publish(result)
    after = the_run(client, result)
    assert after.to_dictionary() == before.to_dictionary()
    assert_curves_are_complete(client, after, result.curves)
    assert all(len(points(client, after, name)) == 1 for name in result.headlines)


def test_new_scores_are_logged_as_the_next_step_of_the_same_run(client: MlflowClient, result: publish.Result) -> None:
    publish.publish(result)
    before = the_run(client, result)
    Path("reports/report.md").write_text("# New report")
    better = {name: value + 1 for name, value in result.headlines.items()}
    again = dataclasses.replace(with_scores(result, "second", better), description="new")
    publish.publish(again)
    after = the_run(client, result)
    assert after.info.run_id == before.info.run_id
    assert after.info.status == "FINISHED"
    assert_curves_are_complete(client, after, result.curves)
    for name, value in result.headlines.items():
        assert points(client, after, name) == [(0, value), (1, value + 1)]
        assert after.data.metrics[name] == value + 1
    assert after.data.tags["metrics_md5"] == "second"
    assert after.data.tags["mlflow.note.content"] == "new"
    assert len(after.outputs.model_outputs) == 1
    assert len(after.inputs.dataset_inputs) == 2
    report = mlflow.artifacts.load_text(f"{after.info.artifact_uri}/report/report.md")
    assert report == "# New report"


def failing(function: Callable[..., Any], at: int) -> Callable[..., Any]:
    """The same function, but its call number `at` fails because the disk is full."""
    calls = iter(range(1, 1_000))

    def call(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == at:
            raise OSError(28, "No space left on device")
        return function(*args, **kwargs)

    return call


BATCHES = 2 + 1 + -(-(STEPS * len(CURVES) + len(HEADLINES)) // 5) + 1  # step, parameters; model; points; tags
FAILURES = {
    "at the points in the middle": ("log_batch", 6),
    "at the report": ("log_artifacts", 1),
    "at the tags": ("log_batch", BATCHES),
}
MORE_FAILURES = {
    "at the step of the scores": ("log_batch", 1),
    "at the parameters": ("log_batch", 2),
    "at the points of the model": ("log_batch", 3),
    "at the first points": ("log_batch", 4),
    "at the last points": ("log_batch", BATCHES - 1),
    "at the data": ("log_inputs", 1),
    "at the held-out data": ("log_inputs", 2),
    "at the table": ("log_table", 1),
    "at the tag of the table": ("set_tag", 1),
    "while the model is copied": ("log_model_artifacts", 1),
    "while the model is closed": ("finalize_logged_model", 1),
}


@pytest.mark.parametrize(
    "failure", [*FAILURES, *(pytest.param(failure, marks=pytest.mark.slow) for failure in MORE_FAILURES)]
)
def test_after_a_failure_the_next_publish_adds_what_is_missing_without_duplicates(
    failure: str, client: MlflowClient, result: publish.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, at = (FAILURES | MORE_FAILURES)[failure]
    with monkeypatch.context() as patch:
        patch.setattr(MlflowClient, name, failing(getattr(MlflowClient, name), at))
        with pytest.raises(TrackingError, match=r"a disk is full \(.*No space left on device\); free some space"):
            publish.publish(result)
    assert the_run(client, result).info.status == "FAILED"
    assert not store.is_published(result.identity["key"], "first")
    publish.publish(result)
    assert store.is_published(result.identity["key"], "first")
    run = the_run(client, result)
    models = [client.get_logged_model(output.model_id).status for output in run.outputs.model_outputs]
    assert {
        "status": run.info.status,
        "params": run.data.params,
        "data": len(run.inputs.dataset_inputs),
        "table": len(table(client, run)["score"]),
        "models": models.count("READY"),
        "artifacts": len(client.list_artifacts(run.info.run_id, "report")),
    } == {
        "status": "FINISHED",
        "params": {name: str(value) for name, value in result.params.items()},
        "data": 2,
        "table": 2,
        "models": 1,
        "artifacts": 2,
    }
    assert_curves_are_complete(client, run, result.curves)
    assert {name: points(client, run, name) for name in result.headlines} == {
        name: [(0, value)] for name, value in result.headlines.items()
    }


def test_a_failure_after_the_last_tag_is_no_failure(
    client: MlflowClient, result: publish.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MlflowClient, "delete_tag", failing(MlflowClient.delete_tag, 1))
    publish.publish(result)
    assert the_run(client, result).info.status == "FINISHED"
    assert store.is_published(result.identity["key"], "first")


def test_scores_that_changed_after_an_interrupted_publish_are_a_separate_step(
    client: MlflowClient, result: publish.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(MlflowClient, "log_artifacts", failing(MlflowClient.log_artifacts, 1))
        with pytest.raises(TrackingError):
            publish.publish(result)
    better = {name: value + 1 for name, value in result.headlines.items()}
    publish.publish(with_scores(result, "second", better))
    run = the_run(client, result)
    for name, value in result.headlines.items():
        assert points(client, run, name) == [(0, value), (1, value + 1)]
    assert_curves_are_complete(client, run, result.curves)


def test_curves_that_a_training_started_are_completed_without_duplicate_points(
    client: MlflowClient, result: publish.Result
) -> None:
    live, experiment = store.open_store()
    started = live.create_run(experiment, tags={"key": result.identity["key"]})
    for name, curve in result.curves.items():
        live.log_metric(started.info.run_id, name, float(curve[2]), step=3)
    publish.publish(result)
    run = the_run(client, result)
    assert run.info.run_id == started.info.run_id
    assert_curves_are_complete(client, run, result.curves)


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
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", address)
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")  # test_store.py measures the time without this
    with pytest.raises(TrackingError, match=f"^MLflow at {address}: no server can be reached .*start it"):
        publish.publish(result)
