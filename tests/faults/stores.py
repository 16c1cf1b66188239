"""Damaged or foreign MLflow stores, for ``stages.publish``."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.commands import problem
from tests.faults.table import Row, row


def damaged_stores(folder: Path) -> Iterator[Row]:
    """Publishing to each store succeeds, or fails with one line; after removing the store it succeeds."""
    backup = folder.parent / f"{folder.name}-store"
    backup.mkdir(exist_ok=True)
    for name in ("mlflow.db", "mlartifacts"):
        (folder / name).rename(backup / name)
    problems = []
    for damage in DAMAGES:
        shutil.copytree(backup, folder, dirs_exist_ok=True)
        damage(folder)
        problems.append(problem(folder, "publish"))
        _remove(folder)
        problems.append(problem(folder, "publish"))
        _remove(folder)
    shutil.copytree(backup, folder, dirs_exist_ok=True)
    shutil.rmtree(backup)
    yield row("damaged or foreign MLflow store", problems)


def _remove(folder: Path) -> None:
    for path in (*folder.glob("mlflow.db*"), *folder.glob("mlartifacts"), *folder.glob("mlruns")):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _garbage(folder: Path) -> None:
    (folder / "mlflow.db").write_bytes(b"not a database" * 1_000)


def _empty(folder: Path) -> None:
    (folder / "mlflow.db").write_bytes(b"")


def _truncated(folder: Path) -> None:
    path = folder / "mlflow.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _folder(folder: Path) -> None:
    (folder / "mlflow.db").unlink()
    (folder / "mlflow.db").mkdir()


def _sql(folder: Path, *commands: str) -> None:
    with sqlite3.connect(folder / "mlflow.db") as connection:
        for command in commands:
            connection.execute(command)
    connection.close()


def _of_another_program(folder: Path) -> None:
    _empty(folder)
    _sql(folder, "create table runs (a text)")


def _of_another_version(folder: Path) -> None:
    _sql(folder, "update alembic_version set version_num = 'ffffffffffff'")


def _all_runs_deleted(folder: Path) -> None:
    _sql(folder, "update runs set lifecycle_stage = 'deleted'")


def _experiment_deleted(folder: Path) -> None:
    _sql(folder, "update experiments set lifecycle_stage = 'deleted' where name = 'sine-gan'")


def _of_another_folder(folder: Path) -> None:
    _sql(folder, "update experiments set artifact_location = 'file:///elsewhere/mlartifacts' where name = 'sine-gan'")


def _without_artifacts(folder: Path) -> None:
    shutil.rmtree(folder / "mlartifacts")


def _artifacts_are_a_file(folder: Path) -> None:
    _without_artifacts(folder)
    (folder / "mlartifacts").write_text("")


def _with_old_mlruns_folder(folder: Path) -> None:
    (folder / "mlruns/0").mkdir(parents=True)
    (folder / "mlruns/0/meta.yaml").write_text("experiment_id: '0'\nname: Default\n")


DAMAGES: tuple[Callable[[Path], None], ...] = (
    *(_garbage, _empty, _truncated, _folder, _of_another_program, _of_another_version, _all_runs_deleted),
    *(_experiment_deleted, _of_another_folder, _without_artifacts, _artifacts_are_a_file, _with_old_mlruns_folder),
)
