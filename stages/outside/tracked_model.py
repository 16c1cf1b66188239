"""The trained generator in MLflow: once per run, with its model card."""

from typing import Any

import keras
import mlflow
import numpy as np
from mlflow import MlflowClient
from mlflow.entities import LoggedModelStatus, Run
from mlflow.models import infer_signature
from numpy.typing import NDArray

NOTE = "mlflow.note.content"
"""The tag that MLflow shows as the description of a run or model."""

_MD5 = "model_md5"
_REQUIREMENTS = [f"keras=={keras.__version__}", "tensorflow", "numpy"]


def keep(
    client: MlflowClient, run: Run, generator: keras.Model, noise: NDArray[np.float32], md5: str, card: str
) -> None:
    """Log the generator in the active run, unless the run has it whole already; either way, set its description.

    Parameters
    ----------
    client
        Of the store.
    run
        The active one.
    generator
        Noise in, waves out.
    noise
        Example of what it is fed, ``(n, noise_dim)``.
    md5
        Of its weights; a model is found again by it.
    card
        Markdown, shown on the model's page.
    """
    model_id = _whole(client, run).get(md5) or _log(generator, noise, md5)
    client.set_logged_model_tags(model_id, {NOTE: card})


def _whole(client: MlflowClient, run: Run) -> dict[str, str]:
    """The models that were logged whole in the run: their identity by md5."""
    logged = [client.get_logged_model(output.model_id) for output in (run.outputs.model_outputs if run.outputs else [])]
    return {m.tags[_MD5]: m.model_id for m in logged if m.status == LoggedModelStatus.READY and _MD5 in m.tags}


def _log(generator: keras.Model, noise: NDArray[np.float32], md5: str) -> str:
    """Its identity in MLflow."""
    options: dict[str, Any] = {"pip_requirements": _REQUIREMENTS, "tags": {_MD5: md5}}
    signature = infer_signature(noise, generator(noise).numpy())
    return str(mlflow.keras.log_model(generator, name="generator", signature=signature, **options).model_id)
