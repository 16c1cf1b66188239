"""After a failure, the next publish completes the run without duplicates."""

from collections.abc import Callable
from typing import Any

import pytest
from mlflow import MlflowClient

from sinegan.tracking import publish, store
from sinegan.tracking.store import TrackingError
from tests.tracking.published import (
    CURVES,
    HEADLINES,
    STEPS,
    assert_curves_are_complete,
    points,
    table,
    the_run,
    with_scores,
)


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
    "at the report": ("log_artifact", 1),
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
        patch.setattr(MlflowClient, "log_artifact", failing(MlflowClient.log_artifact, 1))
        with pytest.raises(TrackingError):
            publish.publish(result)
    better = {name: value + 1 for name, value in result.headlines.items()}
    publish.publish(with_scores(result, "second", better))
    run = the_run(client, result)
    for name, value in result.headlines.items():
        assert points(client, run, name) == [(0, value), (1, value + 1)]
    assert_curves_are_complete(client, run, result.curves)
