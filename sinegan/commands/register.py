"""Register the current result in MLflow."""

from pathlib import Path
from typing import Any

from sinegan.errors import SineGanError
from sinegan.io import console, files, params, paths
from sinegan.networks.recipe import TrainedRecipe
from sinegan.provenance import keys
from sinegan.tracking.registry import mlflow_registry
from sinegan.tracking.registry.gate import Gate

SINAD = "reference_sinad_median_db"


class GateError(SineGanError):
    """The result is not good enough to be used."""


def register() -> None:
    """Register the generator if it passes the gate; let it be the champion if it is better than that one.

    Raises
    ------
    GateError
        It does not pass.
    TrackingError
        The store lacks the result, or does not answer.
    """
    gate, found = params.section("register", Gate), files.read_json(paths.HEADLINES, (SINAD,))
    trained = files.read_record(paths.RECIPE, TrainedRecipe)
    faults = gate.faults(found)
    if faults:
        raise GateError(f"{trained.name} is not registered: {'; '.join(faults)} (register: in params.yaml)")
    recipe = trained.recipe.model_dump()
    identity = keys.identity(recipe, data=paths.TRAIN_DATA, model=paths.GENERATOR, metrics=paths.METRICS)
    known = (identity["key"], identity["metrics_md5"], identity["model_md5"])
    candidate = mlflow_registry.Candidate(*known, trained.name, found[SINAD], _spread(trained.name))
    console.say(mlflow_registry.register(candidate, gate.ahead))


def _spread(recipe: str) -> float | None:
    """How much the score scatters over the seeds of that recipe, where a study has tried it."""
    there = Path(paths.STUDY_RESULTS).exists()
    arms: dict[str, Any] = files.read_json(paths.STUDY_RESULTS, ("arms",))["arms"] if there else {}
    arm = arms.get(recipe)
    return arm["headlines"][SINAD]["sd"] if arm else None
