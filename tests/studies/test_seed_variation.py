"""The variation between seeds comes from trials of the same configuration, whatever its name."""

from pathlib import Path

import pytest

from sinegan.networks.recipe import Recipe
from sinegan.provenance.keys import config_key
from sinegan.studies import store
from sinegan.studies.record import TrialRecord
from sinegan.studies.seed_variation import sd_over_seeds
from tests.fixtures import small_recipes

INPUTS = {"data": ["a", "b"], "sizes": {"n_waves": 300}, "seed": 1}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def trial(recipe: Recipe, sinad: float | None, study: str = "recipes", **inputs: object) -> None:
    key = store.key({**INPUTS, **inputs, "recipe": recipe.model_dump()})
    failure = "diverged" if sinad is None else None
    headlines = {} if sinad is None else {"sinad_db": sinad}
    record = TrialRecord(
        key=key, recipe_name="any", recipe=recipe, scores={}, headlines=headlines, failure=failure, seconds={},
        machine={},
    )  # fmt: skip
    store.write(f"studies/{study}", key, record)


def sd_of(recipe: Recipe) -> float | None:
    return sd_over_seeds(config_key(recipe.model_dump()), "sinad_db", INPUTS)


def test_seeds_of_the_same_configuration_count_once_and_nothing_else_does() -> None:
    trial(small_recipes.article(seed=1), 10.0)
    assert sd_of(small_recipes.article(seed=7)) is None
    trial(small_recipes.article(seed=2), 12.0)
    trial(small_recipes.article(seed=2), 12.0, study="ablation")
    trial(small_recipes.article(seed=3), None)
    trial(small_recipes.article(seed=4, steps=5), 90.0)
    trial(small_recipes.article(seed=5), 90.0, data=["other", "data"])
    assert sd_of(small_recipes.article(seed=7)) == pytest.approx(2**0.5)
    assert sd_of(small_recipes.article(seed=7, batch_size=9)) is None


def test_without_studies_it_is_unknown() -> None:
    assert sd_of(small_recipes.article()) is None


def test_the_inputs_are_data_sizes_and_seed() -> None:
    for name in ("train", "held_out"):
        Path("data").mkdir(exist_ok=True)
        Path(f"data/{name}.npz").write_text(name)
    inputs = store.inputs({"n_waves": 300}, 1)
    assert (len(set(inputs["data"])), inputs["sizes"], inputs["seed"]) == (2, {"n_waves": 300}, 1)
