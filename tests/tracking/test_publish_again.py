"""Publishing again changes nothing, or adds what is new to the same run."""

import dataclasses
import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import mlflow
import pytest
from mlflow import MlflowClient

from sinegan.tracking import publish, runs_view, store
from tests.tracking.published import HEADLINES, assert_curves_are_complete, points, table, the_run, with_scores


@pytest.fixture
def experiment_tags(client: MlflowClient) -> Callable[[], dict[str, str]]:
    """The tags of the experiment now."""
    return lambda: dict(client.get_experiment(store.open_store()[1]).tags)


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


def test_a_read_only_report_is_replaced(client: MlflowClient, result: publish.Result, tmp_path: Path) -> None:
    """DVC makes its outputs read-only if they are links to its cache."""
    page = tmp_path / "reports/report.html"
    for text, metrics_md5 in (("old", "first"), ("new", "second")):
        page.unlink(missing_ok=True)
        page.write_text(text)
        page.chmod(0o444)
        publish.publish(with_scores(result, metrics_md5, HEADLINES))
        stored = Path(mlflow.artifacts.download_artifacts(f"{the_run(client, result).info.artifact_uri}/report"))
        assert (stored / page.name).read_text() == text
        if text == "old":
            os.link(stored / page.name, tmp_path / "first")
    # The superuser may write into read-only files; that it was not done shows that others need not.
    assert (tmp_path / "first").read_text() == "old"


def test_hidden_files_are_not_published(client: MlflowClient, result: publish.Result) -> None:
    for name in (".partial-17-report.html", "figures/.DS_Store"):
        Path("reports", name).write_text("")
    publish.publish(result)
    run = the_run(client, result).info.run_id
    logged = [*client.list_artifacts(run, "report"), *client.list_artifacts(run, "report/figures")]
    assert [entry.path for entry in logged] == ["report/figures", "report/report.md", "report/figures/waves.png"]


@pytest.mark.parametrize(
    ("before", "fails", "after"),
    [
        ("FINISHED", False, "FINISHED"),
        ("FINISHED", True, "FINISHED"),
        ("KILLED", True, "KILLED"),
        ("KILLED", False, "FINISHED"),
    ],
)
def test_a_run_that_had_ended_keeps_its_duration(
    before: str, fails: bool, after: str, client: MlflowClient, result: publish.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failed publish does not make a training a failed one, and a published result is complete."""
    _, experiment = store.open_store()
    run = client.create_run(experiment, start_time=1_000, tags={"key": result.identity["key"]})
    client.set_terminated(run.info.run_id, before, end_time=61_000)

    def complete(*_: object) -> list[str]:
        if fails:
            raise OSError(28, "No space left on device")
        return []

    monkeypatch.setattr(publish, "_complete", complete)
    with pytest.raises(store.TrackingError) if fails else nullcontext():
        publish.publish(result)
    info = the_run(client, result).info
    assert (info.status, info.end_time) == (after, 61_000)


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
