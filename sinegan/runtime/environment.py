"""Settings that libraries read when they are imported; for that reason this module has effects at import.

Any module that imports TensorFlow or MLflow imports it first. Variables that the user has set are not changed.
"""

import os
import sys
import tempfile

_NEEDED_SPACE = 64 * 1024
"""Bytes. TensorFlow writes Python files when it compiles; if truncated, they fail with misleading messages."""


def _check_temporary_folder() -> None:
    try:
        with tempfile.TemporaryFile() as file:
            file.write(bytes(_NEEDED_SPACE))
            file.flush()
    except OSError as error:
        sys.exit(f"ERROR: no temporary file can be written ({error.strerror}); free some space or set TMPDIR")


os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # no messages about missing CUDA drivers
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true")  # it prints the password in a server's address
_check_temporary_folder()
