"""Runs are found by their key, also after files were moved, removed or deleted."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from mlflow.cli import cli as mlflow_cli

from sinegan.tracking import store


@pytest.fixture
def temporary_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with one run, in a temporary repository."""
    (tmp_path / "here").mkdir()
    monkeypatch.setenv("DVC_ROOT", str(tmp_path / "here"))
    client, experiment = store.open_store()
    client.create_run(experiment, tags={"key": "abc"})
    return tmp_path / "here"


def test_a_store_that_was_moved_is_reported_and_not_written_to(
    temporary_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MLflow would still write to the old folder, or fail there."""
    moved = temporary_store.with_name("there")
    temporary_store.rename(moved)
    monkeypatch.setenv("DVC_ROOT", str(moved))
    monkeypatch.delenv("MLFLOW_TRACKING_URI")  # MLflow has set it for this process
    with pytest.raises(store.TrackingError, match=r"was moved or copied; move it back, or remove mlflow\.db"):
        store.open_store()
    assert not temporary_store.exists()


def test_missing_artifacts_do_not_matter(temporary_store: Path) -> None:
    shutil.rmtree(temporary_store / "mlartifacts", ignore_errors=True)
    client, experiment = store.open_store()
    run = store.find(client, experiment, "abc")
    assert run is not None
    client.log_text(run.info.run_id, "again", "a.txt")
    assert list((temporary_store / "mlartifacts").rglob("a.txt"))


def test_a_deleted_run_is_not_found_again(temporary_store: Path) -> None:
    client, experiment = store.open_store()
    run = store.find(client, experiment, "abc")
    assert run is not None
    client.delete_run(run.info.run_id)
    assert store.find(client, experiment, "abc") is None


def test_a_deleted_experiment_is_reported_with_the_command_that_restores_it(
    temporary_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, experiment = store.open_store()
    client.delete_experiment(experiment)
    with pytest.raises(store.TrackingError) as caught:
        store.is_published("abc", "md5")
    variable, mlflow, *arguments = str(caught.value).rpartition("runs: ")[2].split()
    assert (variable, mlflow) == (f"MLFLOW_TRACKING_URI=sqlite:///{temporary_store}/mlflow.db", "mlflow")
    monkeypatch.setenv(*variable.split("=", 1))
    assert CliRunner().invoke(mlflow_cli, arguments).exit_code == 0
    assert store.locate("abc")[1] is not None


def test_a_run_is_located_by_its_key(temporary_store: Path) -> None:
    client, experiment = store.open_store()
    run = store.find(client, experiment, "abc")
    assert run is not None
    assert store.locate("abc") == (experiment, run.info.run_id)
    assert store.locate("other") == store.locate() == (experiment, None)


def test_an_old_mlruns_folder_is_not_changed(temporary_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(temporary_store)
    old = temporary_store / "mlruns/0"
    old.mkdir(parents=True)
    (old / "meta.yaml").write_text("experiment_id: '0'\nname: Default\n")
    client, experiment = store.open_store()
    assert store.find(client, experiment, "abc") is not None
    assert sorted(path.name for path in old.iterdir()) == ["meta.yaml"]
