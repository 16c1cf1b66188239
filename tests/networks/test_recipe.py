"""Which pieces go together."""

import pytest
from pydantic import ValidationError

from sinegan.networks.recipe import Recipe
from tests import small_recipes


@pytest.mark.parametrize(
    "change",
    [
        {"loss": "relativistic"},
        {"penalty": {"real": 0.1, "generated": 0.0}},
        {"penalty": {"real": 0.0, "generated": 1.0}},
    ],
)
def test_two_logits_know_neither_pairs_nor_penalties(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=r"for one logit; set discriminator\.outputs to 1"):
        small_recipes.article(**change)


def test_pretraining_is_for_the_cross_entropy() -> None:
    with pytest.raises(ValidationError, match="set pretrain_epochs to 0"):
        small_recipes.modern(pretrain_epochs=1)


def test_one_logit_may_have_a_cross_entropy_and_penalties(modern: Recipe) -> None:
    assert small_recipes.modern(loss="cross_entropy").penalty == modern.penalty


def test_no_part_of_a_recipe_can_be_changed_afterwards(modern: Recipe) -> None:
    for part in (modern, modern.generator, modern.discriminator, modern.generator.optimizer, modern.penalty):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(part, next(iter(type(part).model_fields)), None)


@pytest.mark.parametrize("activation", ["linear", "relu", "sigmoid", "tanh", "silu", "sine"])
def test_every_activation_of_the_parameters_is_known_to_recipes(modern: Recipe, activation: str) -> None:
    changed = modern.generator.model_dump() | {"activation": activation}
    assert small_recipes.modern(generator=changed).generator.activation == activation
