"""Every message names a fix and no password; errors that are none of MLflow are not hidden."""

from pathlib import Path

import mlflow
import pytest

from sinegan.tracking import store
from sinegan.tracking.diagnosis import diagnose, kinds
from tests.tracking.diagnosis.messages import message


def test_an_error_of_no_known_kind() -> None:
    def fail() -> None:
        raise mlflow.MlflowException("odd thing at postgresql://user:secret@host/x")

    text = message(fail)
    assert "an unexpected error (odd thing at postgresql://host/x); to go on without this store" in text


def test_a_password_is_removed_before_the_text_is_shortened() -> None:
    """Cut in the middle, it could not be recognized."""
    for length in range(140, 200):
        error = OSError("x" * length + " http://user:secret@host")
        assert "secr" not in diagnose.diagnose(error, "sqlite:////a.db")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("sqlite:////data/mlflow.db", "/data/mlflow.db"),
        ("sqlite:////data/mlflow.db?timeout=60", "/data/mlflow.db"),
        ("sqlite+pysqlite:///own.db", "own.db"),
        ("sqlite:///", None),
        ("sqlite://host/a.db", None),
        ("http://127.0.0.1:5000", None),
        ("./runs", None),
    ],
)
def test_the_file_of_an_sqlite_store(address: str, file: str | None) -> None:
    assert diagnose.sqlite_file(address) == (Path(file) if file else None)


def test_other_errors_of_python_are_not_hidden() -> None:
    with pytest.raises(ValueError, match="a bug"), store.mlflow_errors():
        raise ValueError("a bug")


@pytest.mark.parametrize("kind", [*kinds.KINDS, kinds.OTHER], ids=lambda kind: kind.message[:40])
def test_each_message_names_a_fix(kind: kinds.Kind) -> None:
    assert "; " in kind.message
