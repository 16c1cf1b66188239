"""MLflow's store in an SQLite file: complete or absent, like every other file.

MLflow creates its tables in about forty steps. A process that ends between them leaves a file that MLflow can neither
use nor complete, so the file is created under a temporary name and renamed when it is complete.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from mlflow.store import db_migrations
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

from sinegan.errors import SineGanError
from sinegan.io import console
from sinegan.io.files import replacing

_MIGRATIONS = str(Path(next(iter(db_migrations.__path__))))


class SchemaVersionError(SineGanError):
    """The store was created by another version of MLflow; the message names the command that fixes it."""


class Schema(NamedTuple):
    """The part of MLflow's store that an SQLite file contains.

    Attributes
    ----------
    tables
        Names of all tables.
    revision
        Alembic's name of the schema version; None if there is none.
    experiments
        Their number. MLflow adds the first one after all tables were created.
    """

    tables: frozenset[str]
    revision: str | None
    experiments: int


def prepare(path: Path, artifacts: str) -> None:
    """Create a complete store at `path` if there is none. To be called under a lock.

    Parameters
    ----------
    path
        Of the SQLite file.
    artifacts
        Address of the folder where a new store keeps artifacts.

    Raises
    ------
    SchemaVersionError
        Another version of MLflow created the store.
    FileProblemError
        The file cannot be written.
    sqlite3.Error
        The file is not a database, or another process has locked it.
    """
    for leftover in path.parent.glob(f".partial-*-{path.name}*"):
        leftover.unlink(missing_ok=True)
    if path.exists() and path.stat().st_size:
        schema = read_schema(path)
        newest = _revisions().get_current_head()
        if _is_unfinished(schema, newest):
            _rename_unfinished(path)
        elif schema.revision != newest and schema.revision is not None:
            raise SchemaVersionError(_version_message(path, schema.revision))
        else:
            return
    with replacing(path) as partial:
        SqlAlchemyStore(f"sqlite:///{partial}", artifacts)._dispose_engine()


def read_schema(path: Path) -> Schema:
    """Read the file's schema; raises sqlite3.Error if it is not a database."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        tables = frozenset(name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'"))
        revision = connection.execute("SELECT version_num FROM alembic_version") if "alembic_version" in tables else ()
        counts = connection.execute("SELECT count(*) FROM experiments") if "experiments" in tables else [(0,)]
        return Schema(tables, next((name for (name,) in revision), None), next(iter(counts))[0])


def _is_unfinished(schema: Schema, newest: str | None) -> bool:
    """It has some of MLflow's tables, but not the last revision and no experiment, which even an unused store has."""
    started = not schema.tables or bool(schema.tables & {"experiments", "alembic_version"})
    return started and not schema.experiments and schema.revision != newest


def _rename_unfinished(path: Path) -> None:
    number = 1
    while (target := path.with_name(f"{path.name}.unfinished-{number}")).exists():
        number += 1
    path.rename(target)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)  # SQLite would apply it to the new file
    console.echo(f"WARNING: {path} was left unfinished by an interrupted process; it was renamed to {target.name}")


def _version_message(path: Path, revision: str) -> str:
    try:
        _revisions().get_revision(revision)
    except CommandError:
        return f"{path} was created by a newer MLflow than the installed one; use that version, or move the file away"
    return f"{path} was created by an older MLflow; copy it, then run 'mlflow db upgrade sqlite:///{path.absolute()}'"


def _revisions() -> ScriptDirectory:
    """MLflow's list of schema revisions."""
    config = Config()
    config.set_main_option("script_location", _MIGRATIONS)
    return ScriptDirectory.from_config(config)
