"""The trials of a study."""

import json
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from sinegan.io import params
from sinegan.studies.plan import Arm, PlanError, Study, StudyFile, n_configs_tried, trials
from tests.closure import ROOT
from tests.fixtures import small_recipes

RECIPES = {"small": small_recipes.article(), "other": small_recipes.modern()}


def study(*arms: Arm) -> Study:
    return Study(name="test", arms=list(arms))


def test_every_arm_has_every_seed_and_first_seeds_come_first() -> None:
    planned = trials(
        study(Arm(name="a", recipe="small", seeds=[5, 6]), Arm(name="b", recipe="other", seeds=[7])), RECIPES
    )
    assert [(trial.arm, trial.recipe.seed) for trial in planned] == [("a", 5), ("b", 7), ("a", 6)]
    assert planned[0].recipe.model_copy(update={"seed": 3}) == RECIPES["small"]


def test_overrides_and_grids_change_the_recipe() -> None:
    arm = Arm(
        name="a", recipe="small", seeds=[1], overrides={"steps": 9},
        grid={"generator.hidden": [[4], [8]], "discriminator.dropout": [0.0, 0.5]},
    )  # fmt: skip
    planned = trials(study(arm), RECIPES)
    assert [trial.arm for trial in planned] == [
        f"a, generator.hidden=[{units}], discriminator.dropout={rate}" for units in (4, 8) for rate in (0.0, 0.5)
    ]
    assert {trial.recipe.steps for trial in planned} == {9}
    assert planned[2].recipe.generator.hidden == [8]
    assert planned[2].recipe.discriminator.dropout == 0.0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"recipe": "smal"}, r"arm 'a': recipe 'smal' is not in params.yaml; choose one of: small, other"),
        (
            {"overrides": {"generator.hiden": [4]}},
            r"arm 'a': the recipe has no key generator.hiden; check its spelling",
        ),
        ({"overrides": {"steps.more": 4}}, r"arm 'a': the recipe has no key steps.more"),
        ({"overrides": {"steps": 0}}, r"arm 'a': steps = 0: Input should be greater than or equal to 1"),
        ({"grid": {"discriminator.dropout": [0.1, 2.0]}}, r"arm 'a, discriminator.dropout=2.0': .*dropout = 2.0"),
    ],
)
def test_errors_name_arm_key_and_fix(change: dict[str, object], message: str) -> None:
    with pytest.raises(PlanError, match=message) as caught:
        trials(study(Arm.model_validate({"name": "a", "recipe": "small", "seeds": [1]} | change)), RECIPES)
    assert caught.value.exit_code == 2


def test_two_arms_with_the_same_name_are_refused() -> None:
    arm = Arm(name="a", recipe="small", seeds=[1])
    with pytest.raises(ValidationError, match="two arms are named 'a'; rename one"):
        study(arm, arm)


def test_the_tuning_budget_is_that_of_the_arm_whatever_its_name() -> None:
    grid = Arm(name="fast", recipe="small", seeds=[1], n_configs_tried=3, grid={"steps": [8, 9]})
    comma = Arm(name="fast, small", recipe="small", seeds=[1], n_configs_tried=7)
    assert n_configs_tried(study(grid, comma)) == {"fast, steps=8": 3, "fast, steps=9": 3, "fast, small": 7}


@pytest.mark.parametrize("name", ["it's", 'a "b"', "a`b", "a\\b", "a|b", "$a$", "a*b", "<b>", "a\nb", "a, steps=8"])
@pytest.mark.parametrize("key", ["study.name", "study.arms.0.name"])
def test_a_name_that_breaks_filters_tables_or_figures_is_refused(key: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / "params.yaml"
    arm = {"name": name if "arms" in key else "a", "recipe": "small", "seeds": [1]}
    file.write_text(json.dumps({"study": {"name": "a" if "arms" in key else name, "arms": [arm]}}))  # YAML, too
    message = f"{file}: {key} = {name!r}: use only letters, digits, spaces and _ , . + - ( ) [ ]"
    with pytest.raises(params.ParameterError, match=f"^{re.escape(message)}$"):
        params.document(str(file), StudyFile)


@pytest.mark.parametrize("path", sorted((ROOT / "studies").glob("*/params.yaml")), ids=str)
def test_the_names_of_our_studies_are_allowed(path: Path) -> None:
    assert params.document(str(path), StudyFile).study.arms
