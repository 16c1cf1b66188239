"""The kinds of errors of MLflow and its store. To add a kind, add a row to `KINDS`."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of error.

    Attributes
    ----------
    signs
        It is this kind if the error, or one that caused it, has one of these: the name of its class, MLflow's error
        code, SQLite's error name, or the name of its ``errno``; "MODEL" if a model was to be loaded.
    pattern
        It is also this kind if this regular expression is found in the text of the error; None if there is no text.
    message
        What is wrong, then a semicolon and the fix. Fields: see `diagnose.fields`.
    """

    signs: frozenset[str]
    pattern: str | None
    message: str


def _kind(signs: str, pattern: str | None, message: str) -> Kind:
    return Kind(frozenset(signs.split()), pattern, message)


DELETED_EXPERIMENT = (
    "the experiment {experiment} was deleted; restore it with its runs: "
    "MLFLOW_TRACKING_URI={quoted} mlflow experiments restore --experiment-id {experiment}"
)
_ADDRESS = (
    "set MLFLOW_TRACKING_URI to http://HOST:PORT or sqlite:////PATH, or unset it for the store in this repository"
)
KINDS = (
    _kind("SSLError SSLCertVerificationError", None,
          "no encrypted connection is possible ({reason}); use http:// if the server has no certificate, or name its "
          "certificate in MLFLOW_TRACKING_SERVER_CERT_PATH"),
    _kind("gaierror NameResolutionError", "could not translate host name|failed to resolve host",
          "the host name is unknown ({reason}); correct it in MLFLOW_TRACKING_URI"),
    _kind("ENOSPC EDQUOT EFBIG SQLITE_FULL SQLITE_IOERR_WRITE", "No space left|disk is full",
          "a disk is full ({reason}); free some space"),
    _kind("Timeout", None,
          "another process holds a lock for too long ({reason}); wait for it or end it"),
    _kind("SQLITE_BUSY SQLITE_LOCKED", "database (table )?is locked",
          "another process has locked the store ({reason}); close the program that uses it, such as a database "
          "browser: {file}"),
    _kind("SQLITE_READONLY SQLITE_READONLY_DIRECTORY SQLITE_READONLY_DBMOVED SQLITE_PERM EACCES EPERM EROFS",
          "readonly database",
          "the store is read-only ({reason}); fix the permissions of {file} and of its folder"),
    _kind("SQLITE_NOTADB SQLITE_CORRUPT", "no such (table|column)",
          "the file is damaged or is not an MLflow store ({reason}); move {file} away; 'make publish' then logs the "
          "current result to a new store"),
    _kind("SQLITE_CANTOPEN SQLITE_IOERR_READ EISDIR ENOTDIR EEXIST", None,
          "files of the store cannot be opened ({reason}); {file} must be a readable file, and mlartifacts a folder"),
    _kind("", "out-of-date database schema",
          "the store was created by another version of MLflow; copy it, then run 'mlflow db upgrade {address}'"),
    _kind("", "Invalid Host header",
          "the server refuses requests to this host name (403, Invalid Host header); start it with "
          "'--allowed-hosts {host}'"),
    _kind("UNAUTHENTICATED CUSTOMER_UNAUTHORIZED",
          "password authentication failed|no password supplied|Access denied for user|^401 ",
          "the login failed ({reason}); set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or "
          "for a database correct them in MLFLOW_TRACKING_URI"),
    _kind("PERMISSION_DENIED", "^403 ",
          "this user lacks the permission ({reason}); ask for it where the server is administered"),
    _kind("ReadTimeout ConnectTimeout ReadTimeoutError ConnectTimeoutError ConnectionTimeout", None,
          "the server did not answer in time ({reason}); check that it runs and is not overloaded, or raise "
          "MLFLOW_HTTP_REQUEST_TIMEOUT"),
    _kind("ECONNREFUSED ECONNRESET EHOSTUNREACH ENETUNREACH NewConnectionError RemoteDisconnected ProxyError",
          "connection to server .* failed|connection failed|Can't connect to",
          "no server can be reached ({reason}); start it, or correct MLFLOW_TRACKING_URI, or unset that for the store "
          "in this repository"),
    _kind("RetryError", r"code 5\d\d|^5\d\d ",
          "the server failed ({reason}); see its log"),
    _kind("ENDPOINT_NOT_FOUND", r"not in a valid JSON format|code \d+ != 200",
          "this is not an MLflow server, or one of another version ({reason}); check host, port and path in "
          "MLFLOW_TRACKING_URI"),
    _kind("", r"experiment \S+ must be in the 'active' state", DELETED_EXPERIMENT),
    _kind("", r"run \S+ must be in the 'active' state",
          "the run was deleted while it was being written; 'make publish' logs the result to a new run"),
    _kind("ModuleNotFoundError ImportError", None,
          "a Python package is missing ({reason}); install it into .venv"),
    _kind("MODEL", None,
          "the model '{model}' cannot be loaded ({reason}); {model_hint}"),
    _kind("RESOURCE_DOES_NOT_EXIST", None,
          "something was deleted while it was in use ({reason}); run the command again"),
    _kind("UnsupportedModelRegistryStoreURIException ArgumentError ValueError",
          "unsupported URI|maintenance mode|Databricks",
          f"this address cannot be used ({{reason}}); {_ADDRESS}"),
)  # fmt: skip
OTHER = _kind("", None, f"an unexpected error ({{reason}}); to go on without this store, {_ADDRESS}")
