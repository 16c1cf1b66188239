"""MLflow's store in an SQLite file: whole or absent, as every other file.

MLflow makes its tables in about forty steps. A process that ends among them leaves a file that MLflow can neither use
nor complete, so the file is made beside its place and renamed when whole.
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
    """The store was made by another version of MLflow; the text names the command that helps."""


class Schema(NamedTuple):
    """What an SQLite file holds of MLflow's store.

    Attributes
    ----------
    tables
        Names of all tables.
    revision
        Alembic's name of the schema; None without one.
    experiments
        Their number. MLflow adds the first one when all tables are made.
    """

    tables: frozenset[str]
    revision: str | None
    experiments: int


def prepare(path: Path, artifacts: str) -> None:
    """Let there be a whole store at `path`. To be called under a lock.

    Parameters
    ----------
    path
        Of the SQLite file.
    artifacts
        Address of the folder below which a new store keeps artifacts.

    Raises
    ------
    SchemaVersionError
        Another version of MLflow made the store.
    FileProblemError
        The file cannot be written.
    sqlite3.Error
        The file is no database, or another process has locked it.
    """
    for left in path.parent.glob(f".partial-*-{path.name}*"):
        left.unlink(missing_ok=True)
    if path.exists() and path.stat().st_size:
        schema = read_schema(path)
        newest = _revisions().get_current_head()
        if _is_unfinished(schema, newest):
            _put_aside(path)
        elif schema.revision != newest and schema.revision is not None:
            raise SchemaVersionError(_words(path, schema.revision))
        else:
            return
    with replacing(path) as partial:
        SqlAlchemyStore(f"sqlite:///{partial}", artifacts)._dispose_engine()


def read_schema(path: Path) -> Schema:
    """What the file holds; raises sqlite3.Error if it is no database."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        tables = frozenset(name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'"))
        revision = connection.execute("SELECT version_num FROM alembic_version") if "alembic_version" in tables else ()
        counted = connection.execute("SELECT count(*) FROM experiments") if "experiments" in tables else [(0,)]
        return Schema(tables, next((name for (name,) in revision), None), next(iter(counted))[0])


def _is_unfinished(schema: Schema, newest: str | None) -> bool:
    """Some of MLflow's tables, but no experiment, which even an unused store has, and not the last revision."""
    started = not schema.tables or bool(schema.tables & {"experiments", "alembic_version"})
    return started and not schema.experiments and schema.revision != newest


def _put_aside(path: Path) -> None:
    number = 1
    while (aside := path.with_name(f"{path.name}.unfinished-{number}")).exists():
        number += 1
    path.rename(aside)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)  # SQLite would play it into the new file
    console.say(f"WARNING: {path} was left unfinished by a process that was stopped; it is now {aside.name}")


def _words(path: Path, revision: str) -> str:
    try:
        _revisions().get_revision(revision)
    except CommandError:
        return f"{path} was made by a newer MLflow than the one installed here; open it with that one, or move it away"
    return f"{path} was made by an older MLflow; copy it, then run 'mlflow db upgrade sqlite:///{path.absolute()}'"


def _revisions() -> ScriptDirectory:
    """MLflow's own list of schema revisions."""
    config = Config()
    config.set_main_option("script_location", _MIGRATIONS)
    return ScriptDirectory.from_config(config)
