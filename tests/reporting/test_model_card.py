"""The model card says what the scores say, and nothing that they do not."""

from typing import Any

import pytest

from sinegan.reporting.inputs import RECIPE
from sinegan.reporting.report import model_card
from sinegan.schema.scores import HEADLINES, Score
from tests.report_fixtures import report_data, scores, tables


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


@pytest.mark.parametrize("name", HEADLINES)
def test_every_headline_has_its_limitation(name: str) -> None:
    limitations = card({name: 0.123}).partition("limitations:** ")[2].partition("\n")[0]
    assert limitations.count("0.123") + limitations.count("12.3 %") == 1


def test_it_needs_no_other_keys_than_those_that_are_checked() -> None:
    assert set(report_data().recipe) == set(RECIPE)
    assert card() == card(more=1)


def test_an_average_of_weights_is_mentioned_if_it_is_used() -> None:
    recipe = report_data().recipe["recipe"]
    assert "weights are an exponential moving average over the steps;" in card(recipe=recipe | {"ema_decay": 0.99})
    assert "weights are those of the last step;" in card(recipe=recipe | {"ema_decay": 0.0})


def test_the_range_of_a_users_waves_is_given_if_their_distribution_is_unknown() -> None:
    text = model_card(report_data(has_law=False, scaling={"low": -0.25, "high": 1.5}))
    assert "Their distribution is unknown. All scores are for waves scaled from [-0.25, 1.5] to [0, 1]." in text
    assert "multiplier" not in text
