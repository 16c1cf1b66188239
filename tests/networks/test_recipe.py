"""Which parameters of a recipe can be combined."""

import pytest
from pydantic import ValidationError

from sinegan.networks.recipe import Recipe
from tests.fixtures import small_recipes


@pytest.mark.parametrize(
    "change",
    [
        {"loss": "relativistic"},
        {"r1_gamma": 0.1},
        {"r2_gamma": 1.0},
    ],
)
def test_two_logits_allow_neither_a_relativistic_loss_nor_penalties(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=r"need a single logit; set discriminator\.outputs to 1"):
        small_recipes.article(**change)


def test_pretraining_needs_the_cross_entropy() -> None:
    with pytest.raises(ValidationError, match="set pretrain_epochs to 0"):
        small_recipes.modern(pretrain_epochs=1)


def test_pretraining_needs_a_constant_learning_rate() -> None:
    """Its steps count in the schedule."""
    assert small_recipes.article(pretrain_epochs=1).pretrain_epochs == 1
    with pytest.raises(ValidationError, match=r"set final_lr_fraction to 1\.0"):
        small_recipes.article(pretrain_epochs=1, final_lr_fraction=0.5)


def test_one_logit_may_have_a_cross_entropy_and_penalties(modern: Recipe) -> None:
    recipe = small_recipes.modern(loss="cross_entropy")
    assert (recipe.r1_gamma, recipe.r2_gamma) == (modern.r1_gamma, modern.r2_gamma)
    assert recipe.has_gradient_penalty


def test_no_part_of_a_recipe_can_be_changed_afterwards(modern: Recipe) -> None:
    for part in (modern, modern.generator, modern.discriminator, modern.generator.optimizer):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(part, next(iter(type(part).model_fields)), None)


@pytest.mark.parametrize("activation", ["linear", "relu", "sigmoid", "tanh", "silu", "sine"])
def test_a_recipe_may_have_every_activation(modern: Recipe, activation: str) -> None:
    generator = modern.generator.model_dump() | {"activation": activation}
    assert small_recipes.modern(generator=generator).generator.activation == activation
