"""What is wrong when MLflow or its store fails, and how to fix it."""

import errno
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from sinegan.io import files
from sinegan.io.redaction import redact
from sinegan.tracking.diagnosis.kinds import DELETED_EXPERIMENT, KINDS, OTHER, Kind

_RUN_ID_LENGTH = 32
_SQLITE = re.compile(r"sqlite(\+\w+)?:///")


def diagnose(error: BaseException, address: str, model: str | None = None) -> str:
    """What is wrong, and how to fix it, in one line without passwords.

    Parameters
    ----------
    error
        Raised by MLflow, by its store, or by a library below them.
    address
        Of the store.
    model
        Run id or address of the model that was to be loaded, if any.
    """
    causes = tuple(_causes(error))
    signs = {sign for cause in causes for sign in _signs(cause)} | ({"MODEL"} if model else set())
    text = _one_line(error)
    kind = next((kind for kind in KINDS if _fits(kind, signs, text)), OTHER)
    return redact(f"MLflow at {address}: {kind.message.format(**fields(causes, text, address, model or ''))}")


def experiment_deleted(experiment: str, address: str) -> str:
    """The message for an experiment that was deleted, for a store that still answers for it."""
    address = redact(address)
    return f"MLflow at {address}: {DELETED_EXPERIMENT.format(experiment=experiment, quoted=shlex.quote(address))}"


def sqlite_file(address: str) -> Path | None:
    """The file of an SQLite store; None for other stores."""
    database = make_url(address).database if _SQLITE.match(address) else None  # without options, such as ?timeout=60
    return Path(database) if database else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _signs(cause: BaseException) -> Iterator[str]:
    yield type(cause).__name__
    yield from (value for name in ("error_code", "sqlite_errorname") if (value := getattr(cause, name, None)))
    if isinstance(cause, OSError):
        yield errno.errorcode.get(cause.errno or 0, "")


def _fits(kind: Kind, signs: set[str], text: str) -> bool:
    return bool(kind.signs & signs) or (kind.pattern is not None and re.search(kind.pattern, text, re.I) is not None)


def fields(causes: tuple[BaseException, ...], text: str, address: str, model: str) -> dict[str, str]:
    """Values for the fields of a message; `reason` quotes the innermost error, which is the most specific."""
    experiment = re.search(r"experiment (\S+) must be", text, re.I)
    return {
        "reason": files.short(next((line for cause in reversed(causes) if " " in (line := _one_line(cause))), text)),
        "address": address,
        "quoted": shlex.quote(redact(address)),
        "host": redact(address).partition("://")[2].partition("/")[0],
        "file": str(sqlite_file(address) or "the store"),
        "experiment": experiment[1] if experiment else "",
        "model": model,
        "model_hint": _model_hint(model),
    }


def _one_line(error: BaseException) -> str:
    """The text without line breaks; redacted before it is shortened, since the end of a password shows it is one."""
    return redact(" ".join(str(error).split()))


def _model_hint(model: str) -> str:
    if re.fullmatch(r"[0-9a-f]+", model) and len(model) != _RUN_ID_LENGTH:
        return (
            f"a run id has {_RUN_ID_LENGTH} hexadecimal digits and this has {len(model)}; copy it from the run's page"
        )
    if model.startswith("models:/"):
        return (
            "'make register' registers the current generator, and the first one becomes models:/sine-gan@champion; "
            "the quality gate does not admit the article's"
        )
    if re.fullmatch(rf"[0-9a-f]{{{_RUN_ID_LENGTH}}}", model):
        return "copy the id from the page of a run that was published; only those have a model"
    return f"give a run id of {_RUN_ID_LENGTH} hexadecimal digits, or models:/sine-gan@champion after 'make register'"
