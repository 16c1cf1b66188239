"""Settings that libraries read when they are imported; so this module, alone in the house, acts at import.

Imported first by whatever imports TensorFlow or MLflow. What the user has set stays.
"""

import os
import sys
import tempfile

_ROOM = 64 * 1024
"""Bytes. TensorFlow writes Python files when it compiles: cut short, they fail with messages about anything else."""


def _check_temporary_folder() -> None:
    try:
        with tempfile.TemporaryFile() as file:
            file.write(bytes(_ROOM))
            file.flush()
    except OSError as error:
        sys.exit(f"ERROR: no temporary file can be written ({error.strerror}); free space, or set TMPDIR, then again")


os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # no notes on missing CUDA drivers
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
_check_temporary_folder()
