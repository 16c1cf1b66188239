"""The report's text holds every score, its floor and every picture."""

from typing import Any

import pytest

from stages.outside import markdown

CAPTIONS = {"waves": "Look at the waves.", "film": "Look at the film."}
HEADLINES = {
    "reference_sinad_median_db": 11.1709,
    "valid_share": 0.125,
    "coverage": 0.0625,
    "spread_per_point": 0.0492768,
    "judge_accuracy": 0.9985,
}


def score(value: float, floor: float, **facts: str) -> dict[str, Any]:
    plain = {"unit": "", "better": "lower", "bounds": "0 to 1", "best": "0", "estimator": "by counting"}
    return {"value": value, "floor": floor, **plain, "blind_to": "colour", "source": "a book"} | facts


@pytest.fixture
def metrics() -> dict[str, Any]:
    return {
        "recipe": "article",
        "evaluate": {"n_generated": 300},
        "scores": {
            "quality/sinad": score(11.170931, 91.5, unit="dB", better="higher"),
            "variety/spread_per_point": score(0.0492768, 0.3539, better="floor"),
            "law/ks": score(0.000123456, 123456.0),
        },
    }


def test_the_table_has_a_row_per_score_with_value_floor_and_direction(metrics: dict[str, Any]) -> None:
    assert markdown.table(metrics["scores"]).splitlines() == [
        "| score | generated | floor | better |",
        "|---|--:|--:|---|",
        "| `quality/sinad` (dB) | 11.17 | 91.5 | higher |",
        "| `variety/spread_per_point` | 0.04928 | 0.3539 | near the floor |",
        "| `law/ks` | 0.0001235 | 1.235e+05 | lower |",
    ]


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (1.0, "1"), (0.99996, "1"), (-11.1249, "-11.12")])
def test_numbers_have_four_significant_digits(value: float, text: str) -> None:
    assert markdown.number(value) == text


def test_the_report_says_what_was_scored_and_how(metrics: dict[str, Any]) -> None:
    text = markdown.report(metrics, HEADLINES, CAPTIONS)
    assert text.startswith("# What the recipe `article` learnt to draw\n")
    assert text.endswith("\n")
    assert markdown.table(metrics["scores"]) in text
    for said in ("300 generated waves", "11.2 dB", "12.5%", "6.2%", "0.049", "0.354 among real waves", "99.9%"):
        assert said in text
    for key in metrics["scores"]:
        assert f"- `{key}`: by counting. Range 0 to 1; best 0. Blind to: colour. Source: a book." in text


def test_the_report_shows_each_picture_with_its_caption(metrics: dict[str, Any]) -> None:
    text = markdown.report(metrics, HEADLINES, CAPTIONS)
    assert "### Waves\n\n![waves](figures/waves.png)\n\nLook at the waves.\n" in text
    assert "### Film\n\n![film](figures/film.png)\n\nLook at the film.\n" in text


def test_the_description_has_scores_and_no_pictures(metrics: dict[str, Any]) -> None:
    text = markdown.description(metrics, HEADLINES)
    assert "300 generated waves" in text
    assert markdown.table(metrics["scores"]) in text
    assert "![" not in text
