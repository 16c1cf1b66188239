"""Which pieces go together."""

import pytest
from pydantic import ValidationError

from stages.gan.recipe import Recipe
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
