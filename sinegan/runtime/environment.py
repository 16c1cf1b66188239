"""Settings that libraries read when they are imported; for that reason this module has effects at import.

Any module that imports TensorFlow or MLflow imports it first. Variables that the user has set are not changed, except
those of Keras: the project is written for TensorFlow in float32, whatever the user's ``keras.json`` says.
"""

import os
import sys
import tempfile

from sinegan.errors import SineGanError
from sinegan.runtime import allocator, quiet_import

_NEEDED_SPACE = 64 * 1024
"""Bytes. TensorFlow writes Python files when it compiles; if truncated, they fail with misleading messages."""


class TemporaryFolderError(SineGanError):
    """No temporary file can be written."""


def _check_temporary_folder() -> None:
    try:
        with tempfile.TemporaryFile() as file:
            file.write(bytes(_NEEDED_SPACE))
            file.flush()
    except OSError as error:
        raise TemporaryFolderError(
            f"no temporary file can be written ({error.strerror}); free some space or set TMPDIR"
        ) from error


class KerasSettingsError(SineGanError):
    """Keras was imported before this package, for another library than TensorFlow."""


def _set_keras() -> None:
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ["KERAS_HOME"] = os.devnull  # a folder without keras.json: Keras uses its defaults, and writes no file
    keras = sys.modules.get("keras")
    if keras is None:
        return
    if keras.config.backend() != "tensorflow":
        raise KerasSettingsError(
            f"Keras was imported with its backend '{keras.config.backend()}'; set KERAS_BACKEND=tensorflow and restart"
        )
    keras.config.set_floatx("float32")
    keras.config.set_epsilon(1e-7)
    keras.config.set_image_data_format("channels_last")


os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # only errors
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true")  # it prints the password in a server's address
_check_temporary_folder()
allocator.keep_freed_memory()
_set_keras()
quiet_import.install()
