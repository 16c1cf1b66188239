"""Each recipe, with 40 steps, gives the numbers that were committed for the versions of the code.

Trials of studies are identified by versions, not by a hash of the code, so only this test detects results that changed
without a new version. After an intended change: raise TRAINING or SCORING, then python -m tests.studies.test_sentinel.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sinegan.io import params
from sinegan.metrics.baseline import Calibration, Sizes
from sinegan.networks.recipe import Recipe
from sinegan.provenance import versions
from sinegan.studies import trial
from sinegan.training.batches import from_pool
from sinegan.training.loop import train
from sinegan.training.trained import Trained
from sinegan.waves.draw import draw
from sinegan.waves.law import Law, Range

pytestmark = pytest.mark.trains

FILE = Path(__file__).with_name("sentinel.json")
LAW = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))
SIZES = Sizes(n_waves=300, n_pairwise=100, n_classifier=60, classifier_repeats=1)
STEPS = {"steps": 40, "snapshot_every": 20}
TOLERANCES = {"training": (1e-5, 1e-6), "scores": (1e-5, 1e-6)}
"""Relative, absolute. Processors with AVX2 give equal numbers; after 40 steps, other rounding is more than this."""

Numbers = dict[str, float | None]


def numbers(recipe: Recipe) -> dict[str, Numbers]:
    """The results of training by a recipe, and their scores."""
    pool, test, reference = (draw(LAW, n, np.random.default_rng(n)).waves for n in (2000, 300, 301))
    calibration = Calibration(law=LAW, sizes=SIZES, baselines={}, corrupted=[])
    data = trial.Data(LAW, pool, test, reference, calibration, seed=1)
    trained = train(recipe, from_pool(pool), LAW.n_points)
    scores = {score.key: score.value for score in trial._scores(trained, data)}
    return {"training": summary(trained), "scores": scores}


def summary(trained: Trained) -> Numbers:
    """The last row of the history, and the norm of each weight."""
    networks = {"generator": trained.state.ema_generator, "discriminator": trained.state.discriminator}
    norms = {
        f"{name}/{number}": float(np.linalg.norm(weight))
        for name, network in networks.items()
        for number, weight in enumerate(network.get_weights())
    }
    return norms | {f"history/{number}": float(value) for number, value in enumerate(trained.history[-1])}


def differing(kind: str, computed: Numbers, committed: Numbers) -> list[str]:
    """A message for each number that differs."""
    relative, absolute = TOLERANCES[kind]
    return [
        f"{name} is {computed.get(name)}, was {committed.get(name)}"
        for name in sorted(computed.keys() | committed.keys())
        if not near(computed.get(name), committed.get(name), relative, absolute)
    ]


def near(computed: float | None, committed: float | None, relative: float, absolute: float) -> bool:
    if computed is None or committed is None:
        return computed is committed
    return math.isclose(computed, committed, rel_tol=relative, abs_tol=absolute)


SENTINEL: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {"recipes": {}}
"""The versions, and each recipe with its numbers: the test does not depend on params.yaml."""


def test_the_sentinel_has_the_current_versions() -> None:
    current = {"training": versions.TRAINING, "scoring": versions.SCORING}
    assert SENTINEL["versions"] == current, "run python -m tests.studies.test_sentinel"


@pytest.mark.slow
@pytest.mark.parametrize("name", SENTINEL["recipes"])
def test_a_recipe_gives_the_numbers_of_its_versions(name: str) -> None:
    committed = SENTINEL["recipes"][name]
    computed = numbers(Recipe.model_validate(committed["recipe"]))
    for kind, version in (("training", "TRAINING"), ("scores", "SCORING")):
        assert not differing(kind, computed[kind], committed[kind]), f"results changed: raise {version}"


def test_all_committed_recipes_have_a_sentinel() -> None:
    assert {"article", "tuned", "modern", "periodic", "record", "series"} <= SENTINEL["recipes"].keys()


def write() -> None:
    """Run all recipes of params.yaml and write the file again; exit with a message if a version is wrong."""
    recipes = {name: recipe.model_copy(update=STEPS) for name, recipe in params.recipes(Recipe).items()}
    computed = {name: {"recipe": recipe.model_dump()} | numbers(recipe) for name, recipe in recipes.items()}
    before, now = SENTINEL.get("versions"), {"training": versions.TRAINING, "scoring": versions.SCORING}
    if before:
        check_versions(computed, before, now)
    FILE.write_text(
        json.dumps({"versions": now, "recipes": computed}, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


def check_versions(computed: dict[str, Any], before: dict[str, int], now: dict[str, int]) -> None:
    """Check that a version is raised if, and only if, its numbers changed."""
    names = computed.keys() & SENTINEL["recipes"].keys()
    changed = {
        kind: any(differing(kind, computed[name][kind], SENTINEL["recipes"][name][kind]) for name in names)
        for kind in TOLERANCES
    }
    if changed["training"] != (now["training"] > before["training"]):
        sys.exit("ERROR: TRAINING must be raised if results of training changed, and only then")
    if now["scoring"] > before["scoring"] and not changed["scores"]:
        sys.exit("ERROR: SCORING was raised, but no score changed")
    if changed["scores"] and not changed["training"] and now["scoring"] == before["scoring"]:
        sys.exit("ERROR: scores changed: raise SCORING")


if __name__ == "__main__":
    write()
