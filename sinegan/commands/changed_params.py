"""Which parameters of a result differ from those of the last commit."""

from typing import Any

from sinegan.io import paths
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.tracking import git
from sinegan.tracking.data_params import locked
from sinegan.tracking.run_fields import changed, flatten


def changed_params(trained: TrainedRecipe) -> dict[str, Any]:
    """Parameters of recipe, data, calibration and evaluation with other values than in the last commit's params.yaml.

    Returns
    -------
    dict
        Values by flat key: ``steps`` of the recipe, ``waves.n_points``. What is not committed is left out.
    """
    sections = {
        ("recipes", trained.name): trained.recipe.model_dump(),
        ("waves",): locked("generate", "waves", paths.TRAIN_DATA),
        ("calibrate",): locked("calibrate", "calibrate", paths.CALIBRATION),
        ("evaluate",): locked("evaluate", "evaluate", paths.METRICS),
    }
    found: dict[str, Any] = {}
    for keys, values in sections.items():
        committed = git.committed_params(*keys)
        prefix = "" if keys[0] == "recipes" else f"{keys[0]}."
        if committed is not None:
            found |= {f"{prefix}{key}": value for key, value in changed(flatten(values), flatten(committed)).items()}
    return found
