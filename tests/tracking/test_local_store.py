"""MLflow's SQLite file is complete or absent, and an unfinished one is renamed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from sinegan.io.files import FileProblemError
from sinegan.tracking import local_store
from sinegan.tracking.local_store import SchemaVersionError

ARTIFACTS = "file:///artifacts"


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """A complete store for one test."""
    return _copy(template, tmp_path / "mlflow.db")


def _copy(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes())
    return target


def sql(path: Path, *commands: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for command in commands:
            connection.execute(command)
        connection.commit()


def set_revision(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()


def revisions() -> ScriptDirectory:
    return local_store._revisions()


def test_a_new_store_is_complete_and_there_are_no_other_files(template: Path) -> None:
    schema = local_store.read_schema(template)
    assert schema.revision == revisions().get_current_head()
    assert schema.experiments == 1
    assert {"runs", "metrics", "tags"} < schema.tables
    assert [path.name for path in template.parent.iterdir()] == ["mlflow.db"]


def test_a_complete_store_is_not_changed(path: Path) -> None:
    before = path.read_bytes()
    local_store.prepare(path, ARTIFACTS)
    assert path.read_bytes() == before


def test_partial_files_of_a_killed_process_are_removed(tmp_path: Path, template: Path) -> None:
    for name in (".partial-17-mlflow.db", ".partial-17-mlflow.db-journal"):
        (tmp_path / name).write_bytes(b"half")
    local_store.prepare(_copy(template, tmp_path / "mlflow.db"), ARTIFACTS)
    assert [path.name for path in tmp_path.iterdir()] == ["mlflow.db"]


def first_tables(path: Path) -> None:
    path.unlink()
    sql(path, "CREATE TABLE experiments (experiment_id INTEGER)", "CREATE TABLE runs (run_uuid TEXT)")


def between_two_revisions(path: Path) -> None:
    middle = list(revisions().walk_revisions())[10].revision
    sql(path, "DELETE FROM experiments")
    set_revision(path, middle)


def empty_database(path: Path) -> None:
    path.unlink()
    sql(path, "CREATE TABLE a (b)", "DROP TABLE a")


@pytest.mark.parametrize("damage", [first_tables, between_two_revisions, empty_database])
def test_an_unfinished_store_is_renamed_and_created_again(
    damage: Callable[[Path], None], path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (1, 2):
        damage(path)
        before = path.read_bytes()
        local_store.prepare(path, ARTIFACTS)
        assert local_store.read_schema(path).experiments == 1
        renamed = path.with_name(f"mlflow.db.unfinished-{number}")
        assert renamed.read_bytes() == before
        assert renamed.name in capsys.readouterr().out


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "mlflow.db").touch()
    local_store.prepare(tmp_path / "mlflow.db", ARTIFACTS)
    assert local_store.read_schema(tmp_path / "mlflow.db").experiments == 1


def test_a_store_of_an_older_mlflow_is_reported_with_the_command_that_upgrades_it(path: Path) -> None:
    older = list(revisions().walk_revisions())[1].revision
    set_revision(path, older)
    before = path.read_bytes()
    with pytest.raises(
        SchemaVersionError, match=f"older MLflow; copy it, then run 'mlflow db upgrade sqlite:///{path}'"
    ):
        local_store.prepare(path, ARTIFACTS)
    assert path.read_bytes() == before


def test_a_store_of_a_newer_mlflow_is_reported(path: Path) -> None:
    set_revision(path, "f" * 12)
    with pytest.raises(SchemaVersionError, match="newer MLflow"):
        local_store.prepare(path, ARTIFACTS)


def test_a_file_that_is_not_a_database_raises(tmp_path: Path) -> None:
    (tmp_path / "mlflow.db").write_bytes(b"no database" * 1000)
    with pytest.raises(sqlite3.DatabaseError):
        local_store.prepare(tmp_path / "mlflow.db", ARTIFACTS)


def test_a_store_that_cannot_be_written_is_reported_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(uri: str, _: str) -> None:
        Path(uri.removeprefix("sqlite:///")).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(local_store, "SqlAlchemyStore", full)
    with pytest.raises(FileProblemError, match="No space left on device"):
        local_store.prepare(tmp_path / "mlflow.db", ARTIFACTS)
    assert list(tmp_path.iterdir()) == []
