"""The model card says what the scores say, and nothing that they do not."""

from typing import Any

import pytest

from sinegan.networks.recipe import Recipe
from sinegan.reporting.model_card import NEEDED, card
from sinegan.schema.scores import HEADLINES, Score
from tests.made_scores import made_headlines

LAW = {"n_points": 20, "step": 0.1, "offset": {"low": 0.0, "high": 100.0}, "multiplier": {"low": 1.0, "high": 2.0}}


def headlines(**flagged: float) -> dict[str, Score]:
    """All at 0.5; those given are flagged and have that value."""
    plain = {"low": 0.25, "high": 0.75, "floor": 0.5, "floor_sd": 0.1}
    return made_headlines(
        **{name: plain | {"value": flagged.get(name, 0.5), "flagged": name in flagged} for name in HEADLINES}
    )


@pytest.fixture
def trained(recipe: Recipe) -> dict[str, Any]:
    return {"name": "small", "n_points": 20, "recipe": recipe.model_dump()}


def test_law_seed_and_intervals_are_told(trained: dict[str, Any]) -> None:
    text = card(trained, LAW, headlines())
    assert f"recipe `small`, seed {trained['recipe']['seed']}" in text
    assert "0.1, ... 1.9; offset ~ U(0, 100), multiplier ~ U(1, 2)" in text
    assert "| coverage | 0.5 | 0.25 .. 0.75 | 0.5 ± 0.1 |" in text


def test_what_is_flagged_is_a_known_failure(trained: dict[str, Any]) -> None:
    text = card(trained, LAW, headlines(coverage=0.025, sigma_star=6.1))
    assert "a share of 0.025 of the phase-frequency plane is reached, the rest never; a judge tells them until" in text
    assert "frequencies do not follow" not in text


def test_without_flags_no_failure_is_known(trained: dict[str, Any]) -> None:
    assert "none that a headline score tells from real waves" in card(trained, LAW, headlines())


def test_every_headline_has_its_words(trained: dict[str, Any]) -> None:
    failures = (
        card(trained, LAW, headlines(**dict.fromkeys(HEADLINES, 0.123))).partition("failures:** ")[2].partition("\n")[0]
    )
    assert failures.count("0.123") == len(HEADLINES)


def test_it_needs_no_more_than_it_names(trained: dict[str, Any]) -> None:
    named = {key: (trained | {"scaling": None})[key] for key in NEEDED}
    assert card(named, LAW, headlines()) == card(trained | {"more": 1}, LAW, headlines())


def test_averaging_is_told_where_it_is_used(trained: dict[str, Any]) -> None:
    averaged = trained | {"recipe": trained["recipe"] | {"averaging": 0.99}}
    assert "kept, averaged over steps;" in card(averaged, LAW, headlines())
    assert "kept, not averaged;" in card(trained, LAW, headlines())


def test_waves_without_a_law_have_their_heights_told(trained: dict[str, Any]) -> None:
    brought = trained | {"scaling": {"low": -0.25, "high": 1.5}}
    text = card(brought, {"n_points": 20, "step": 1.0}, headlines())
    assert "**Law:** none known; waves of a file, whose heights from -0.25 to 1.5 are 0 to 1 in all scores." in text
    assert "multiplier" not in text
