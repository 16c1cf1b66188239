"""MLflow stores that are not what they should be, before ``stages.publish``."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.doors import trouble
from tests.faults.told import Told, told


def strange_stores(folder: Path) -> Iterator[Told]:
    """Each is published to, or told of in one line; without it all goes well again."""
    kept = folder.parent / f"{folder.name}-store"
    for name in ("mlflow.db", "mlartifacts"):
        (kept.mkdir(exist_ok=True), (folder / name).rename(kept / name))
    troubles = []
    for spoil in SPOILS:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        spoil(folder)
        troubles.append(trouble(folder, "publish"))
        _remove(folder)
        troubles.append(trouble(folder, "publish"))
        _remove(folder)
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    shutil.rmtree(kept)
    yield told("strange MLflow store", troubles)


def _remove(folder: Path) -> None:
    for path in (*folder.glob("mlflow.db*"), *folder.glob("mlartifacts"), *folder.glob("mlruns")):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _garbage(folder: Path) -> None:
    (folder / "mlflow.db").write_bytes(b"no database" * 1_000)


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


def _of_another_place(folder: Path) -> None:
    _sql(folder, "update experiments set artifact_location = 'file:///elsewhere/mlartifacts' where name = 'sine-gan'")


def _without_artifacts(folder: Path) -> None:
    shutil.rmtree(folder / "mlartifacts")


def _artifacts_are_a_file(folder: Path) -> None:
    _without_artifacts(folder)
    (folder / "mlartifacts").write_text("")


def _old_runs_beside_it(folder: Path) -> None:
    (folder / "mlruns/0").mkdir(parents=True)
    (folder / "mlruns/0/meta.yaml").write_text("experiment_id: '0'\nname: Default\n")


SPOILS: tuple[Callable[[Path], None], ...] = (
    *(_garbage, _empty, _truncated, _folder, _of_another_program, _of_another_version, _all_runs_deleted),
    *(_experiment_deleted, _of_another_place, _without_artifacts, _artifacts_are_a_file, _old_runs_beside_it),
)
