"""MLflow's registry: numbered versions of the generator, and the name of the one in use."""

import logging
from collections.abc import Callable
from typing import NamedTuple

from sinegan.tracking.store import PUBLISHED, TrackingError, find, naming_the_cure, open_store

# isort: split
import mlflow
from mlflow import MlflowClient
from mlflow.entities.model_registry import ModelVersion
from mlflow.exceptions import MlflowException

NAME, ALIAS = "sine-gan", "champion"
_MD5, _SINAD, _SPREAD = "model_md5", "sinad_db", "seeds_sd_db"


class Candidate(NamedTuple):
    """A published result.

    Attributes
    ----------
    key, metrics_md5
        By which its run is found, and known as complete.
    model_md5
        Of its weights: a version is registered once.
    recipe
        Its name.
    sinad_db, spread_db
        Median reference SINAD, and its standard deviation over seeds, None if not known.
    """

    key: str
    metrics_md5: str
    model_md5: str
    recipe: str
    sinad_db: float
    spread_db: float | None


Ahead = Callable[[tuple[float, float | None], tuple[float, float | None]], tuple[bool, str]]


def register(candidate: Candidate, ahead: Ahead) -> str:
    """Register a published generator, once, and let it be the one in use if it is ahead of that; in words.

    Raises
    ------
    TrackingError
        The store lacks the result, or does not answer.
    """
    with naming_the_cure():
        client, experiment = open_store()
        run = find(client, experiment, candidate.key)
        if run is None or run.data.tags.get(PUBLISHED) != candidate.metrics_md5 or not run.outputs:
            raise TrackingError("MLflow lacks the current result; bring it in by 'make publish', then register it")
        version = _registered(client, candidate) or _new(client, run.outputs.model_outputs[-1].model_id, candidate)
        return (
            f"{NAME} version {version.version} is {candidate.recipe}'s. {_promote(client, version, candidate, ahead)}"
        )


def _registered(client: MlflowClient, candidate: Candidate) -> ModelVersion | None:
    found = client.search_model_versions(f"name = '{NAME}' and tags.{_MD5} = '{candidate.model_md5}'")
    return found[0] if found else None


def _new(client: MlflowClient, model_id: str, candidate: Candidate) -> ModelVersion:
    logging.getLogger("mlflow").setLevel(logging.WARNING)
    version = mlflow.register_model(f"models:/{model_id}", NAME)
    spread = "" if candidate.spread_db is None else str(candidate.spread_db)
    tags = {_MD5: candidate.model_md5, "recipe": candidate.recipe, _SINAD: str(candidate.sinad_db), _SPREAD: spread}
    for name, value in tags.items():
        client.set_model_version_tag(NAME, version.version, name, value)
    return version


def _promote(client: MlflowClient, version: ModelVersion, candidate: Candidate, ahead: Ahead) -> str:
    champion = _champion(client)
    if champion is None:
        client.set_registered_model_alias(NAME, ALIAS, version.version)
        return f"It is the first, hence the {ALIAS}."
    if champion.version == version.version:
        return f"It is the {ALIAS} already."
    tags = champion.tags
    old = float(tags[_SINAD]), float(tags[_SPREAD]) if tags.get(_SPREAD) else None
    better, why = ahead((candidate.sinad_db, candidate.spread_db), old)
    if better:
        client.set_registered_model_alias(NAME, ALIAS, version.version)
        return f"It is the {ALIAS} now, in place of version {champion.version}: {why}."
    return f"Version {champion.version} stays the {ALIAS}: {why}."


def _champion(client: MlflowClient) -> ModelVersion | None:
    try:
        return client.get_model_version_by_alias(NAME, ALIAS)
    except MlflowException as error:
        if error.error_code in {"RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"}:
            return None
        raise
