"""Settings that libraries read when they are imported; so this module, alone in the house, acts at import.

Imported first by whatever imports TensorFlow or MLflow. What the user has set stays.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # no notes on missing CUDA drivers
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
