"""MLflow's model registry: numbered versions of the generator, and the alias of the one in use."""

import logging
from collections.abc import Callable
from typing import NamedTuple

from sinegan.tracking.model import DESCRIPTION
from sinegan.tracking.store import PUBLISHED, TrackingError, find, mlflow_errors, open_store

# isort: split
import mlflow
from mlflow import MlflowClient
from mlflow.entities.model_registry import ModelVersion
from mlflow.exceptions import MlflowException

NAME, ALIAS = "sine-gan", "champion"
_PURPOSE = (
    "Generators of sine waves: noise in, waves out. Each version passed the quality gate in params.yaml; the alias "
    f"`{ALIAS}` is the one in use. Register another one with `sinegan register`."
)
_MD5, _SINAD, _SINAD_SD = "model_md5", "sinad_db", "seeds_sd_db"


class ModelCandidate(NamedTuple):
    """A published result.

    Attributes
    ----------
    key, metrics_md5
        Identify its run and its scores.
    model_md5
        Of its weights, which identify a version.
    recipe
        Name of the recipe.
    sinad_db, sinad_sd_db
        The score, and its standard deviation over seeds; None if unknown.
    """

    key: str
    metrics_md5: str
    model_md5: str
    recipe: str
    sinad_db: float
    sinad_sd_db: float | None


Beats = Callable[[tuple[float, float | None], tuple[float, float | None]], tuple[bool, str]]


def register(candidate: ModelCandidate, beats: Beats) -> str:
    """Register a published generator once, make it the champion if it beats the current one, and return a message.

    Raises
    ------
    TrackingError
        The store lacks the result, or does not answer.
    """
    with mlflow_errors():
        client, experiment = open_store()
        run = find(client, experiment, candidate.key)
        if run is None or run.data.tags.get(PUBLISHED) != candidate.metrics_md5 or not run.outputs:
            raise TrackingError("MLflow lacks the current result; run 'make publish', then register it again")
        version = _find_version(client, candidate)
        if version is None:
            version = _create_version(client, run.outputs.model_outputs[-1].model_id, candidate)
        promotion = _promote(client, version, candidate, beats)
        return f"{NAME} version {version.version} is a generator of the recipe '{candidate.recipe}'. {promotion}"


def _find_version(client: MlflowClient, candidate: ModelCandidate) -> ModelVersion | None:
    versions = client.search_model_versions(f"name = '{NAME}' and tags.{_MD5} = '{candidate.model_md5}'")
    return versions[0] if versions else None


def _create_version(client: MlflowClient, model_id: str, candidate: ModelCandidate) -> ModelVersion:
    logging.getLogger("mlflow").setLevel(logging.WARNING)
    version = mlflow.register_model(f"models:/{model_id}", NAME)
    if not client.get_registered_model(NAME).description:  # a user may have written another one
        client.update_registered_model(NAME, _PURPOSE)
    card = client.get_logged_model(model_id).tags.get(DESCRIPTION, "")
    client.update_model_version(NAME, version.version, card)
    sd = "" if candidate.sinad_sd_db is None else str(candidate.sinad_sd_db)
    tags = {_MD5: candidate.model_md5, "recipe": candidate.recipe, _SINAD: str(candidate.sinad_db), _SINAD_SD: sd}
    for name, value in tags.items():
        client.set_model_version_tag(NAME, version.version, name, value)
    return version


def _promote(client: MlflowClient, version: ModelVersion, candidate: ModelCandidate, beats: Beats) -> str:
    champion = _champion(client)
    if champion is None:
        client.set_registered_model_alias(NAME, ALIAS, version.version)
        return f"It is the first version and becomes the {ALIAS}."
    if champion.version == version.version:
        return f"It is already the {ALIAS}."
    tags = champion.tags
    old = float(tags[_SINAD]), float(tags[_SINAD_SD]) if tags.get(_SINAD_SD) else None
    better, reason = beats((candidate.sinad_db, candidate.sinad_sd_db), old)
    if better:
        client.set_registered_model_alias(NAME, ALIAS, version.version)
        return f"It becomes the {ALIAS} in place of version {champion.version}: {reason}."
    return f"Version {champion.version} remains the {ALIAS}: {reason}."


def _champion(client: MlflowClient) -> ModelVersion | None:
    try:
        return client.get_model_version_by_alias(NAME, ALIAS)
    except MlflowException as error:
        if error.error_code in {"RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"}:
            return None
        raise
