"""Log the trained generator to MLflow, once per run and with its model card, and load it again."""

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sinegan.tracking.run_fields import DESCRIPTION
from sinegan.tracking.store import mlflow_errors, open_store

# isort: split
import keras
import mlflow
import numpy as np
from mlflow import MlflowClient
from mlflow.entities import LoggedModelStatus, Run
from mlflow.models import Model, get_model_info, infer_signature
from numpy.typing import NDArray

_MD5, _NAME, _COLUMNS = "model_md5", "generator", "columns"
_RUN = re.compile("[0-9a-f]{32}")
_PACKAGES = ("keras", "tensorflow", "numpy")
_USAGE = """
**In MLflow:** `mlflow.pyfunc.load_model("models:/...").predict(noise)` gives one wave per row. `noise` is an array of \
float64, NumPy's default, of shape (n, {n_noise}); MLflow refuses float32, so convert with `noise.astype(float)`.
"""


def log_once(
    client: MlflowClient, run: Run, generator: keras.Model, noise: NDArray[np.float32], md5: str, card: str,
    names: list[str] | None = None,
) -> str:  # fmt: skip
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
        Example of its input, ``(n, n_noise)``.
    md5
        Of its weights, which identify the model.
    card
        Markdown, shown on the model's page.
    names
        Of the columns of its waves, kept in the model's metadata.

    Returns
    -------
    str
        The model's id.
    """
    model_id = _complete_models(client, run).get(md5) or _log(generator, noise.astype(np.float64), md5, names)
    client.set_logged_model_tags(model_id, {DESCRIPTION: card + _USAGE.format(n_noise=noise.shape[1])})
    return model_id


def load(source: str) -> keras.Model:
    """Load the generator of a run by the run's id, or any model by its MLflow address, such as ``models:/name@alias``.

    Raises
    ------
    TrackingError
        The store does not have that model.
    """
    with mlflow_errors(model=source):
        open_store()
        return mlflow.keras.load_model(_address(source), load_model_kwargs={"safe_mode": True})


def columns(source: str) -> list[str] | None:
    """Names of the columns of a model's waves, if it was logged with any; `source` and errors as for `load`."""
    with mlflow_errors(model=source):
        open_store()
        info = get_model_info(_address(source))
    names = (info.metadata or {}).get(_COLUMNS)
    return [str(name) for name in names] if isinstance(names, list) else None


def _address(source: str) -> str:
    return f"runs:/{source}/{_NAME}" if _RUN.fullmatch(source) else source


def _complete_models(client: MlflowClient, run: Run) -> dict[str, str]:
    """Ids of the models that were logged completely in the run, by md5."""
    logged = [client.get_logged_model(output.model_id) for output in (run.outputs.model_outputs if run.outputs else [])]
    return {m.tags[_MD5]: m.model_id for m in logged if m.status == LoggedModelStatus.READY and _MD5 in m.tags}


def _log(generator: keras.Model, noise: NDArray[np.float64], md5: str, names: list[str] | None) -> str:
    """Log the generator, and return its model id.

    The input is declared as float64: MLflow compares types exactly, and float64 is what NumPy and tables hold.
    """
    options: dict[str, Any] = {
        "signature": infer_signature(noise, generator(noise).numpy()),
        "input_example": noise,
        "pip_requirements": [f"{package}=={version(package)}" for package in _PACKAGES],
        "tags": {_MD5: md5},
        "metadata": {_COLUMNS: names} if names else None,
    }
    flavor = {"flavor": _KerasFlavor, "flavor_name": "mlflow.keras"}
    return str(Model.log(None, name=_NAME, model=generator, validate_serving_input=False, **flavor, **options).model_id)


class _KerasFlavor:
    """``mlflow.keras``, but its folder exists: MLflow 3.17 saves the input example before it creates the folder.

    MLflow's own validation of the example is off, since Keras would print progress bars; a test does the same.
    """

    @staticmethod
    def save_model(path: str, validate_serving_input: bool, **options: Any) -> None:
        del validate_serving_input
        Path(path).mkdir()
        mlflow.keras.save_model(path=path, **options)
