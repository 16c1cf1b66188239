"""The base of all models: what it refuses."""

import pytest
from pydantic import TypeAdapter, ValidationError

from sinegan.schema.strict import Seed, StrictModel


class Sized(StrictModel):
    """A model of this base."""

    size: float


@pytest.mark.parametrize(
    "fields", [{"size": "1"}, {"size": 1.0, "more": 2}, {"size": float("nan")}, {"size": True}, {}]
)
def test_nothing_is_converted_added_or_left_out(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Sized.model_validate(fields)


def test_it_cannot_be_changed() -> None:
    sized = Sized(size=1)
    with pytest.raises(ValidationError, match="frozen"):
        sized.size = 2.0


@pytest.mark.parametrize("seed", [-1, 2**31])
def test_a_seed_is_a_whole_number_below_two_to_the_31(seed: int) -> None:
    assert TypeAdapter(Seed).validate_python(2**31 - 1) == 2**31 - 1
    with pytest.raises(ValidationError):
        TypeAdapter(Seed).validate_python(seed)
