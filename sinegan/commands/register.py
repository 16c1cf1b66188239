"""Register the current result in MLflow."""

from functools import partial

from sinegan.runtime import environment  # noqa: F401 - before MLflow is imported

# isort: split
from sinegan.errors import SineGanError
from sinegan.io import console, files, params, paths
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.provenance import keys
from sinegan.schema.scores import Evaluation
from sinegan.studies import seed_variation, store
from sinegan.tracking.registry import mlflow_registry
from sinegan.tracking.registry.gate import Gate

SINAD = "sinad_db"


class GateError(SineGanError):
    """The model does not pass the quality gate."""


def register() -> None:
    """Register the generator if it passes the quality gate, and promote it if it beats the champion.

    Raises
    ------
    GateError
        The generator does not pass the gate, or was trained on series of a user's file.
    TrackingError
        The store lacks the result, or does not answer.
    """
    gate, trained = params.section("register", Gate), files.read_model(paths.RECIPE, TrainedRecipe)
    if trained.scaling:
        raise GateError(
            f"{trained.name} is not registered: the gate (register: in params.yaml) is for the article's waves, and it "
            "was trained on series of a user's file; MLflow's page of the run has a button 'Register model'"
        )
    headlines = files.read_json(paths.HEADLINES, (SINAD,))
    failures = gate.failures(headlines)
    if failures:
        raise GateError(f"{trained.name} is not registered: {'; '.join(failures)} (register: in params.yaml)")
    recipe = trained.recipe.model_dump()
    identity = keys.identity(recipe, data=paths.TRAIN_DATA, model=paths.GENERATOR, metrics=paths.METRICS)
    identifiers = (identity["key"], identity["metrics_md5"], identity["model_md5"], identity["config_key"])
    candidate = mlflow_registry.ModelCandidate(*identifiers, trained.name, headlines[SINAD])
    sd_over_seeds = partial(seed_variation.sd_over_seeds, headline=SINAD, inputs=_trial_inputs())
    console.echo(mlflow_registry.register(candidate, gate.beats, sd_over_seeds))


def _trial_inputs() -> dict[str, object]:
    """What a trial must have been run with to be comparable: these data, and the seed and sizes of this evaluation."""
    sizes = dict(files.read_model(paths.METRICS, Evaluation).evaluate)
    return store.inputs(sizes, sizes.pop("seed"))
