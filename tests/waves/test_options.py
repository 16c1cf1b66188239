"""The section ``waves``: what suits a user's file and what does not."""

import pytest
from pydantic import ValidationError

from sinegan.waves.law import Law
from sinegan.waves.options import Waves
from tests.datasets.series_files import options


def test_the_defaults_are_the_laws(law: Law) -> None:
    waves = options(law)
    assert (waves.source, waves.columns, waves.window, waves.scaling) == (None, None, None, "global")
    assert waves.law == law


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"window": {"length": 16}}, "window apply to a user's file only: set source to one, or remove them"),
        ({"columns": ["a"], "scaling": "per_point"}, "columns and scaling apply to a user's file only"),
        ({"source": "a", "window": {"length": 16}, "scaling": "per_point"}, "windows of a record have none: use per_c"),
        ({"source": "a", "columns": []}, "at least 1 item"),
        ({"source": "a", "columns": [0]}, "greater than or equal to 1"),
        ({"source": "a", "scaling": "per_wave"}, "'global', 'per_channel' or 'per_point'"),
    ],
)
def test_keys_that_do_not_suit_are_refused(law: Law, changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        options(law, **changes)


def test_columns_are_names_or_numbers(law: Law) -> None:
    assert options(law, source="a", columns=["load", 3]).columns == ["load", 3]
    assert isinstance(options(law, source="a"), Waves)
