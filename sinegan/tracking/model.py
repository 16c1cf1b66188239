"""Log the trained generator to MLflow, once per run and with its model card, and load it again."""

import re
from typing import Any

from sinegan.tracking.store import mlflow_errors, open_store

# isort: split
import keras
import mlflow
import numpy as np
from mlflow import MlflowClient
from mlflow.entities import LoggedModelStatus, Run
from mlflow.models import infer_signature
from numpy.typing import NDArray

DESCRIPTION = "mlflow.note.content"
"""The tag that MLflow shows as the description of a run or model."""

_MD5, _NAME = "model_md5", "generator"
_RUN = re.compile("[0-9a-f]{32}")
_REQUIREMENTS = [f"keras=={keras.__version__}", "tensorflow", "numpy"]


def log_once(
    client: MlflowClient, run: Run, generator: keras.Model, noise: NDArray[np.float32], md5: str, card: str
) -> None:
    """Log the generator in the active run, unless the run already has it; in both cases, set its description.

    Parameters
    ----------
    client
        Of the store.
    run
        The active one.
    generator
        Noise in, waves out.
    noise
        Example of its input, ``(n, noise_dim)``.
    md5
        Of its weights, which identify the model.
    card
        Markdown, shown on the model's page.
    """
    model_id = _complete_models(client, run).get(md5) or _log(generator, noise, md5)
    client.set_logged_model_tags(model_id, {DESCRIPTION: card})


def load(source: str) -> keras.Model:
    """Load the generator of a run by the run's id, or any model by its MLflow address, such as ``models:/name@alias``.

    Raises
    ------
    TrackingError
        The store does not have that model.
    """
    with mlflow_errors():
        open_store()
        address = f"runs:/{source}/{_NAME}" if _RUN.fullmatch(source) else source
        return mlflow.keras.load_model(address, load_model_kwargs={"safe_mode": True})


def _complete_models(client: MlflowClient, run: Run) -> dict[str, str]:
    """Ids of the models that were logged completely in the run, by md5."""
    logged = [client.get_logged_model(output.model_id) for output in (run.outputs.model_outputs if run.outputs else [])]
    return {m.tags[_MD5]: m.model_id for m in logged if m.status == LoggedModelStatus.READY and _MD5 in m.tags}


def _log(generator: keras.Model, noise: NDArray[np.float32], md5: str) -> str:
    """Log the generator, and return its model id."""
    options: dict[str, Any] = {"pip_requirements": _REQUIREMENTS, "tags": {_MD5: md5}}
    signature = infer_signature(noise, generator(noise).numpy())
    return str(mlflow.keras.log_model(generator, name=_NAME, signature=signature, **options).model_id)
