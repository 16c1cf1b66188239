"""Each recipe, its steps cut to 40, gives the numbers that were committed for the versions of the code.

Trials of studies are known by versions, not by their code, so a change of results without a new version would go
unnoticed here alone. After a wished change: raise TRAINING or SCORING, then python -m tests.studies.test_sentinel.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sinegan.io import params
from sinegan.metrics.floors import Calibration, Sizes
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
SIZES = Sizes(n_waves=300, n_few=100, n_judged=60, judge_repeats=1)
STEPS = {"epochs": 40, "snapshot_every": 20}
TOLERANCES = {"training": (1e-3, 1e-4), "scores": (0.02, 0.1)}
"""Relative, absolute. Another processor rounds otherwise: a wave or two may change sides, and votes with them."""

Numbers = dict[str, float | None]


def numbers(recipe: Recipe) -> dict[str, Numbers]:
    """What training by a recipe gives, and how it is scored."""
    pool, test, reference = (draw(LAW, n, np.random.default_rng(n)).waves for n in (2000, 300, 301))
    calibration = Calibration(law=LAW, sizes=SIZES, floors={}, impaired=[])
    data = trial.Data(LAW, pool, test, reference, calibration, seed=1)
    trained = train(recipe, from_pool(pool), LAW.n_points)
    scores = {score.key: score.value for score in trial._scores(trained, data)}
    return {"training": summary(trained), "scores": scores}


def summary(trained: Trained) -> Numbers:
    """The last row of the history, and the norm of each weight."""
    networks = {"generator": trained.players.mean_generator, "discriminator": trained.players.discriminator}
    norms = {
        f"{name}/{number}": float(np.linalg.norm(weight))
        for name, network in networks.items()
        for number, weight in enumerate(network.get_weights())
    }
    return norms | {f"history/{number}": float(value) for number, value in enumerate(trained.history[-1])}


def differing(kind: str, found: Numbers, committed: Numbers) -> list[str]:
    """The numbers that are others now, in words."""
    relative, absolute = TOLERANCES[kind]
    return [
        f"{name} is {found.get(name)}, was {committed.get(name)}"
        for name in sorted(found.keys() | committed.keys())
        if not near(found.get(name), committed.get(name), relative, absolute)
    ]


def near(found: float | None, committed: float | None, relative: float, absolute: float) -> bool:
    if found is None or committed is None:
        return found is committed
    return math.isclose(found, committed, rel_tol=relative, abs_tol=absolute)


SENTINEL: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {"recipes": {}}
"""The versions, and by recipe its values and numbers: no change of params.yaml is a change of the code."""


def test_the_sentinel_is_of_the_present_versions() -> None:
    written = {"training": versions.TRAINING, "scoring": versions.SCORING}
    assert SENTINEL["versions"] == written, "run python -m tests.studies.test_sentinel"


@pytest.mark.slow
@pytest.mark.parametrize("name", SENTINEL["recipes"])
def test_a_recipe_gives_the_numbers_of_its_versions(name: str) -> None:
    committed = SENTINEL["recipes"][name]
    found = numbers(Recipe.model_validate(committed["recipe"]))
    for kind, version in (("training", "TRAINING"), ("scores", "SCORING")):
        assert not differing(kind, found[kind], committed[kind]), f"results changed: raise {version}"


def test_all_committed_recipes_have_a_sentinel() -> None:
    assert {"article", "tuned", "modern", "periodic"} <= SENTINEL["recipes"].keys()


def write() -> None:
    """Run all recipes of params.yaml and write the file anew; end with a line if a version is wrong."""
    recipes = {name: one.model_copy(update=STEPS) for name, one in params.recipes(Recipe).items()}
    found = {name: {"recipe": one.model_dump()} | numbers(one) for name, one in recipes.items()}
    before, now = SENTINEL.get("versions"), {"training": versions.TRAINING, "scoring": versions.SCORING}
    if before:
        check_versions(found, before, now)
    FILE.write_text(json.dumps({"versions": now, "recipes": found}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def check_versions(found: dict[str, Any], before: dict[str, int], now: dict[str, int]) -> None:
    """A version is raised if, and only if, its numbers changed."""
    known = found.keys() & SENTINEL["recipes"].keys()
    changed = {
        kind: any(differing(kind, found[name][kind], SENTINEL["recipes"][name][kind]) for name in known)
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
