"""MLflow's model registry: numbered versions of the generator, and the alias of the one in use."""

import io
import logging
from collections.abc import Callable
from contextlib import redirect_stderr
from typing import NamedTuple

from sinegan.tracking.run_fields import DESCRIPTION
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
_MD5, _CONFIG, _SINAD, _SINAD_SD = "model_md5", "config_key", "sinad_db", "seeds_sd_db"


class ModelCandidate(NamedTuple):
    """A published result.

    Attributes
    ----------
    key, metrics_md5
        Identify its run and its scores.
    model_md5
        Of its weights, which identify a version.
    config_key
        Of its recipe but for the seed.
    recipe
        Name of the recipe.
    sinad_db
        The score.
    """

    key: str
    metrics_md5: str
    model_md5: str
    config_key: str
    recipe: str
    sinad_db: float


Beats = Callable[[tuple[float, float | None], tuple[float, float | None]], tuple[bool, str]]
SdOverSeeds = Callable[[str], float | None]


def register(candidate: ModelCandidate, beats: Beats, sd_over_seeds: SdOverSeeds) -> str:
    """Register a published generator once, make it the champion if it beats the current one, and return a message.

    Parameters
    ----------
    candidate
        The generator.
    beats
        Whether a first SINAD, with its standard deviation over seeds, beats a second one, and a message.
    sd_over_seeds
        From a config key to the standard deviation of SINAD over the trials that there are now; None if unknown.

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
        promotion = _promote(client, version, candidate, beats, sd_over_seeds)
        return f"{NAME} version {version.version} is a generator of the recipe '{candidate.recipe}'. {promotion}"


def _find_version(client: MlflowClient, candidate: ModelCandidate) -> ModelVersion | None:
    versions = client.search_model_versions(f"name = '{NAME}' and tags.{_MD5} = '{candidate.model_md5}'")
    return versions[0] if versions else None


def _create_version(client: MlflowClient, model_id: str, candidate: ModelCandidate) -> ModelVersion:
    logging.getLogger("mlflow").setLevel(logging.WARNING)
    tags = {
        _MD5: candidate.model_md5, "recipe": candidate.recipe, _SINAD: str(candidate.sinad_db), _SINAD_SD: "",
        _CONFIG: candidate.config_key,
    }  # fmt: skip
    with redirect_stderr(io.StringIO()):  # MLflow prints there what our message says
        version = mlflow.register_model(f"models:/{model_id}", NAME, tags=tags)
    if not client.get_registered_model(NAME).description:  # a user may have written another one
        client.update_registered_model(NAME, _PURPOSE)
    card = client.get_logged_model(model_id).tags.get(DESCRIPTION, "")
    client.update_model_version(NAME, version.version, card)
    return client.get_model_version(NAME, version.version)


def _promote(
    client: MlflowClient, version: ModelVersion, candidate: ModelCandidate, beats: Beats, sd_over_seeds: SdOverSeeds
) -> str:
    new = candidate.sinad_db, _update_sd(client, version, sd_over_seeds)
    champion = _champion(client)
    if champion is None:
        client.set_registered_model_alias(NAME, ALIAS, version.version)
        return f"It is the first version and becomes the {ALIAS}."
    if champion.version == version.version:
        return f"It is already the {ALIAS}."
    if _SINAD not in champion.tags:
        raise TrackingError(
            f"version {champion.version} of {NAME}, the {ALIAS}, has no tag {_SINAD} to compare with, since it was "
            f"registered by hand; give the alias to another version in MLflow, or remove it, then register again"
        )
    better, reason = beats(new, (float(champion.tags[_SINAD]), _update_sd(client, champion, sd_over_seeds)))
    if better:
        client.set_registered_model_alias(NAME, ALIAS, version.version)
        return f"It becomes the {ALIAS} in place of version {champion.version}: {reason}."
    return f"Version {champion.version} remains the {ALIAS}: {reason}."


def _update_sd(client: MlflowClient, version: ModelVersion, sd_over_seeds: SdOverSeeds) -> float | None:
    """The standard deviation of a version's SINAD over the trials that there are now; it also becomes a tag.

    Without trials it is the one in the tag: they may have been on other data. None if both are unknown.
    """
    tag = version.tags.get(_SINAD_SD)
    sd = sd_over_seeds(version.tags.get(_CONFIG, ""))
    if sd is None:
        return float(tag) if tag else None
    if tag != str(sd):
        client.set_model_version_tag(NAME, version.version, _SINAD_SD, str(sd))
    return sd


def _champion(client: MlflowClient) -> ModelVersion | None:
    try:
        return client.get_model_version_by_alias(NAME, ALIAS)
    except MlflowException as error:
        if error.error_code in {"RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"}:
            return None
        raise
