"""Scores as files hold them."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from sinegan.classifiers.c2st import facts
from sinegan.classifiers.models import LADDER
from sinegan.metrics.suite import METRICS
from sinegan.schema.scores import (
    HEADLINES,
    Evaluation,
    NoiseLevel,
    Score,
    headline_of,
    headline_values,
    headlines,
    score_key,
)
from tests.made_scores import made


@pytest.fixture
def scores() -> list[Score]:
    """All headlines with values 0, 1, ..., and a score that is none."""
    found = [made("judge_40/other", value=-1.0)]
    for value, (family, name) in enumerate(HEADLINES.values()):
        size = "_40" if family in ("judge", "copying") else ""
        found.append(made(f"{family}{size}/{name}", value=float(value)))
    return found


@pytest.fixture
def evaluation(scores: list[Score]) -> dict[str, Any]:
    curve = [{"sigma": 0.0, "accuracy": {"trees": 1.0}}, {"sigma": 0.5, "accuracy": {"trees": 0.5}}]
    plain = [score.model_dump() for score in scores]
    return {"recipe": "a", "evaluate": {"seed": 1}, "scores": plain, "effective_bits": 1.5, "curve": curve}


@pytest.mark.parametrize(("n", "key"), [(None, "law/ks"), (40, "law_40/ks")])
def test_the_key_tells_the_number_of_waves_where_these_are_not_all(n: int | None, key: str) -> None:
    assert score_key("law", "ks", n) == key
    assert made(key).key == key


def test_each_headline_is_a_score_that_there_is() -> None:
    known = {(fact.family, fact.name) for fact in (*METRICS, *facts(LADDER))}
    assert set(HEADLINES.values()) <= known
    assert len(HEADLINES) <= 8


def test_scores_stand_in_the_order_of_the_headlines_family_by_family() -> None:
    places = [(fact.family, fact.name) for fact in (*METRICS, *facts(LADDER))]
    assert [headline_of(*place) for place in places if headline_of(*place)] == list(HEADLINES)
    families = [family for family, _ in places]
    assert sorted(families, key=list(dict.fromkeys(families)).index) == families


def test_headlines_go_by_their_names_and_others_are_left_out(scores: list[Score]) -> None:
    assert headline_values(scores) == {name: float(at) for at, name in enumerate(HEADLINES)}
    assert headlines(scores)["sigma_star"] is scores[-1]
    assert list(headlines(scores)) == list(HEADLINES)


def test_a_headline_without_a_value_stays_so(scores: list[Score]) -> None:
    scores[6] = made("copying_40/nearer_to_training", value=None)
    assert headline_values(scores)["nearer_to_training"] is None


def test_an_evaluation_comes_back_from_json_as_it_was(evaluation: dict[str, Any]) -> None:
    found = Evaluation.model_validate(evaluation)
    assert Evaluation.model_validate(json.loads(json.dumps(found.model_dump(), sort_keys=True))) == found
    assert found.curve[1] == NoiseLevel(sigma=0.5, accuracy={"trees": 0.5})


def test_missing_headlines_are_named(evaluation: dict[str, Any]) -> None:
    evaluation["scores"] = [row for row in evaluation["scores"] if row["headline"] not in ("coverage", "sigma_star")]
    with pytest.raises(ValidationError, match="scores lack coverage, sigma_star"):
        Evaluation.model_validate(evaluation)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "1"])
def test_a_value_is_a_finite_number(evaluation: dict[str, Any], value: object) -> None:
    evaluation["scores"][0]["value"] = value
    with pytest.raises(ValidationError, match=r"scores\.0\.value"):
        Evaluation.model_validate(evaluation)
