"""How a stage reads its parameters: its section, a recipe by its name, another file."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from sinegan.commands import check
from sinegan.io import params
from sinegan.io.yaml import Loader
from sinegan.networks.recipe import Recipe
from stages import generate
from tests.io.edited_params import ABSENT, ARTICLE, GOOD, error_message, write


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_committed_parameters_pass() -> None:
    Path("params.yaml").write_text(GOOD, encoding="utf-8")
    check.check()


def test_a_valid_edit_passes() -> None:
    write({"waves.seed": 1, f"{ARTICLE}.discriminator.dropout": 0})
    check.check()


def test_a_number_in_the_notation_of_dvc_is_a_number() -> None:
    text, count = re.subn(r"learning_rate: [^,}]+", "learning_rate: 1e-05", GOOD)
    assert count >= 2
    Path("params.yaml").write_text(text, encoding="utf-8")
    check.check()
    name, recipe = params.recipe(Recipe)
    assert (name, recipe.generator.optimizer.learning_rate) == ("article", 1e-05)


def test_a_recipe_is_read_by_its_name() -> None:
    whole = yaml.load(GOOD, Loader)  # noqa: S506 - a safe loader
    write({"recipe": "other", "recipes.other": whole["recipes"]["article"] | {"seed": 77}})
    name, recipe = params.recipe(Recipe)
    assert (name, recipe.seed) == ("other", 77)


def test_an_unknown_recipe_is_reported_once() -> None:
    write({"recipe": "no such"})
    message = error_message(lambda: params.recipe(Recipe))
    assert message.startswith("params.yaml: recipe = 'no such' is not among the recipes")
    assert "\n" not in message


def test_all_recipes_are_read_by_their_names() -> None:
    write({"recipes.modern.seed": 77})
    recipes = params.recipes(Recipe)
    assert set(recipes) == {"article", "tuned", "modern", "periodic", "record", "series"}
    assert (recipes["article"].seed, recipes["modern"].seed) == (0, 77)
    Path("params.yaml").write_text(GOOD.replace("\n  tuned:", "\n  tuned.more:"), encoding="utf-8")
    assert "tuned.more" in params.recipes(Recipe)
    write({"recipes.modern.seed": -1, "recipes.tuned.seed": -2})
    assert {line.split()[1] for line in error_message(lambda: params.recipes(Recipe)).splitlines()} == {
        "recipes.modern.seed",
        "recipes.tuned.seed",
    }


class Grid(BaseModel):
    """The model of a parameter file other than params.yaml."""

    seeds: tuple[int, ...]


def test_another_file_is_checked_as_a_whole() -> None:
    Path("grid.yaml").write_text("seeds: [1, 2]\n", encoding="utf-8")
    assert params.document("grid.yaml", Grid).seeds == (1, 2)
    Path("grid.yaml").write_text("seeds: [1, x]\n", encoding="utf-8")
    message = error_message(lambda: params.document("grid.yaml", Grid))
    assert message.startswith("grid.yaml: seeds.1 = 'x': input should be a valid integer")
    Path("grid.yaml").write_text("seeds: [x, y]\n", encoding="utf-8")
    assert [line.split()[1] for line in error_message(lambda: params.document("grid.yaml", Grid)).splitlines()] == [
        "seeds.0",
        "seeds.1",
    ]
    Path("grid.yaml").write_text("seed: 1\n", encoding="utf-8")
    assert error_message(lambda: params.document("grid.yaml", Grid)) == "grid.yaml: seeds is missing; add it"
    Path("grid.yaml").unlink()
    assert error_message(lambda: params.document("grid.yaml", Grid)).startswith(
        "grid.yaml cannot be read (No such file"
    )


def test_parameters_cannot_be_changed_afterwards() -> None:
    Path("params.yaml").write_text(GOOD, encoding="utf-8")
    recipe: BaseModel = params.recipe(Recipe)[1]
    with pytest.raises(ValueError, match="frozen"):
        recipe.seed = 5


SMALL = {f"waves.n_{name}": 100 for name in ("pool", "test", "reference")}


def test_a_stage_reads_only_its_own_section() -> None:
    write(SMALL | {f"{ARTICLE}.steps": "many", "evaluate.seed": None, "recipe": "no such"})
    generate.main()
    assert Path("data/train.npz").is_file()
    error_message()


@pytest.mark.parametrize("edit", [{"wawes": {}}, {"report": ABSENT}, {"waves.seed": -1}])
def test_a_stage_stops_at_errors_of_the_top_level_and_of_its_section(edit: dict[str, Any]) -> None:
    write(SMALL | edit)
    assert next(iter(edit)) in error_message(generate.main)
    assert not Path("data").exists()
