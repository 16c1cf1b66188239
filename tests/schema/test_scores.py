"""Scores as files hold them."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from sinegan.classifiers.c2st import infos
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.metrics.suite import METRICS
from sinegan.schema.headlines import headlines_of
from sinegan.schema.scores import Evaluation, NoiseLevel, Score, headline_values, headlines, score_key
from tests.fixtures.scores import made, made_headlines

HEADLINES = headlines_of(has_law=True)


@pytest.fixture
def scores() -> list[Score]:
    """All headlines with values 0, 1, ..., after a score that is not a headline."""
    scores = [made("c2st_40/other", value=-1.0)]
    for value, (name, headline) in enumerate(HEADLINES.items()):
        size = "_40" if headline.family in ("c2st", "memorization") else ""
        scores.append(made(f"{headline.family}{size}/{name}", value=float(value)))
    return scores


@pytest.fixture
def evaluation(scores: list[Score]) -> dict[str, Any]:
    curve = [{"sigma": 0.0, "accuracy": {"boosted_trees": 1.0}}, {"sigma": 0.5, "accuracy": {"boosted_trees": 0.5}}]
    plain = [score.model_dump() for score in scores]
    return {"recipe": "a", "evaluate": {"seed": 1}, "scores": plain, "effective_bits": 1.5, "curve": curve}


@pytest.mark.parametrize(("n", "key"), [(None, "distribution/ks"), (40, "distribution_40/ks")])
def test_the_key_holds_the_number_of_waves_of_a_subset(n: int | None, key: str) -> None:
    assert score_key("distribution", "ks", n) == key
    assert made(key).key == key


def test_scores_are_grouped_by_family() -> None:
    families = [info.family for info in (*METRICS, *infos(CLASSIFIERS))]
    assert sorted(families, key=list(dict.fromkeys(families)).index) == families


def test_headlines_are_found_by_name_and_other_scores_left_out(scores: list[Score]) -> None:
    assert headline_values(scores) == {name: float(at) for at, name in enumerate(HEADLINES)}
    assert headlines(scores)["noise_threshold"] is scores[-1]
    assert list(headlines(scores)) == list(HEADLINES)


def test_a_headline_without_a_value_is_none(scores: list[Score]) -> None:
    scores[6] = made("memorization_40/memorization", value=None)
    assert headline_values(scores)["memorization"] is None


def test_an_evaluation_survives_a_round_trip_through_json(evaluation: dict[str, Any]) -> None:
    original = Evaluation.model_validate(evaluation)
    assert Evaluation.model_validate(json.loads(json.dumps(original.model_dump(), sort_keys=True))) == original
    assert original.curve[1] == NoiseLevel(sigma=0.5, accuracy={"boosted_trees": 0.5})


def test_headlines_are_in_display_order_whatever_that_of_the_scores() -> None:
    for has_law in (True, False):
        made_ones = made_headlines(has_law=has_law)
        assert list(headlines(reversed(made_ones.values()))) == list(made_ones) == list(headlines_of(has_law=has_law))


def test_without_effective_bits_the_headlines_are_those_of_series(evaluation: dict[str, Any]) -> None:
    evaluation["effective_bits"] = None
    with pytest.raises(ValidationError, match="scores lack precision, recall, density, coverage, spectral_distance_db"):
        Evaluation.model_validate(evaluation)
    evaluation["scores"] = [score.model_dump() for score in made_headlines(has_law=False).values()]
    assert list(headlines(Evaluation.model_validate(evaluation).scores)) == list(headlines_of(has_law=False))


def test_missing_headlines_are_named(evaluation: dict[str, Any]) -> None:
    left_out = ("grid_coverage", "noise_threshold")
    evaluation["scores"] = [row for row in evaluation["scores"] if row["name"] not in left_out]
    with pytest.raises(ValidationError, match="scores lack grid_coverage, noise_threshold"):
        Evaluation.model_validate(evaluation)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "1"])
def test_a_value_is_a_finite_number(evaluation: dict[str, Any], value: object) -> None:
    evaluation["scores"][0]["value"] = value
    with pytest.raises(ValidationError, match=r"scores\.0\.value"):
        Evaluation.model_validate(evaluation)
