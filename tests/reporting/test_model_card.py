"""The model card says what the scores say, and nothing that they do not."""

from typing import Any

import pytest

from sinegan.reporting.inputs import RECIPE
from sinegan.reporting.report import model_card
from sinegan.schema.headlines import HEADLINES as HEADLINES_OF_ALL
from sinegan.schema.headlines import headlines_of
from sinegan.schema.scores import Score
from tests.fixtures.reports import report_data, scores, tables

HEADLINES = list(headlines_of(has_law=True))


def all_scores(**flagged: float) -> list[Score]:
    """All headlines at 0.5; those given are flagged and have that value."""
    plain = {"low": 0.25, "high": 0.75, "baseline": 0.5, "baseline_sd": 0.1}
    return scores(**{name: plain | {"value": flagged.get(name, 0.5), "flagged": name in flagged} for name in HEADLINES})


def card(flagged: dict[str, float] | None = None, **recipe: Any) -> str:
    return model_card(report_data(all_scores=all_scores(**flagged or {}), **recipe))


def test_it_has_distribution_seed_and_intervals() -> None:
    text = card()
    assert f"recipe `small` with seed {report_data().recipe['recipe']['seed']}." in text
    assert "0.1, ... 1.9; offset ~ U(0, 100), multiplier ~ U(1, 2)." in text
    (table,) = tables(text)
    assert ["grid_coverage", "0.5", "[0.25, 0.75]", "0.5 ± 0.1"] in table
    assert [row[0] for row in table[1:]] == list(HEADLINES)


def test_flagged_headlines_are_known_limitations() -> None:
    text = card({"grid_coverage": 0.025, "noise_threshold": 6.1})
    limitations = (
        "only 2.5 % of the phase-frequency plane is covered; it takes white noise of standard deviation 6.1 on both "
        "sides to hide the difference from a classifier."
    )
    assert f"- **Known limitations:** {limitations}\n- **Not covered:**" in text
    assert "the distribution of frequencies is wrong" not in text


def test_without_flags_no_limitation_is_known() -> None:
    assert "- **Known limitations:** none that a headline score detects.\n- **Not covered:**" in card()


def test_a_score_without_value_is_not_a_limitation() -> None:
    flagged = scores(sinad_db={"value": None, "flagged": True})
    assert "none that a headline score detects" in model_card(report_data(all_scores=flagged))


def limitations(name: str, *, value: float, has_law: bool) -> str:
    """Of a result with one flagged score, whose baseline is 0.5."""
    flagged = scores(has_law=has_law, **{name: {"value": value, "flagged": True, "baseline": 0.5}})
    text = model_card(report_data(has_law=has_law, all_scores=flagged))
    return text.partition("limitations:** ")[2].partition("\n")[0]


@pytest.mark.parametrize(
    ("name", "has_law"), [(name, has_law) for has_law in (True, False) for name in headlines_of(has_law=has_law)]
)
def test_every_headline_has_its_limitation_on_the_worse_side(name: str, has_law: bool) -> None:
    below, above = (limitations(name, value=value, has_law=has_law) for value in (0.123, 0.877))
    found = [text.count("0.123") + text.count("12.3 %") + text.count("0.877") + text.count("87.7 %")
             for text in (below, above)]  # fmt: skip
    better = HEADLINES_OF_ALL[name].better
    assert found == {"higher": [1, 0], "lower": [0, 1], "baseline": [1, 1]}[better]
    assert "{" not in below + above
    assert ("none that a headline score detects" in below) == (better == "lower")


@pytest.mark.parametrize("name", ["density", "memorization"])
def test_what_should_be_at_the_baseline_is_given_beside_it(name: str) -> None:
    assert "0.877 instead of 0.5" in limitations(name, value=0.877, has_law=False)


def test_it_needs_no_other_keys_than_those_that_are_checked() -> None:
    assert set(report_data().recipe) == set(RECIPE)
    assert card() == card(more=1)


def test_an_average_of_weights_is_mentioned_if_it_is_used() -> None:
    recipe = report_data().recipe["recipe"]
    assert "weights are an exponential moving average over the steps;" in card(recipe=recipe | {"ema_decay": 0.99})
    assert "weights are those of the last step;" in card(recipe=recipe | {"ema_decay": 0.0})


def test_the_range_of_a_users_waves_is_given_if_their_distribution_is_unknown() -> None:
    text = model_card(report_data(has_law=False, scaling={"low": -0.25, "high": 1.5}))
    assert "Their distribution is unknown. All scores are for series scaled to [0, 1], from [-0.25, 1.5]." in text
    assert "multiplier" not in text
    assert "MIT" not in text, "the licence of a user's data is the user's"
