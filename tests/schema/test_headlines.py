"""The table of headline scores: it agrees with the scores, and no other place lists them."""

import subprocess
from pathlib import Path

import pytest

from sinegan.classifiers.c2st import infos
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.metrics.suite import METRICS
from sinegan.schema.headlines import HEADLINES, headlines_of, is_headline, meanings

ROOT = Path(__file__).resolve().parents[2]
INFOS = [*METRICS, *infos(CLASSIFIERS)]


@pytest.mark.parametrize("has_law", [True, False])
def test_each_headline_is_a_score_that_exists_and_is_better_in_the_same_direction(has_law: bool) -> None:
    existing = {(info.family, info.name): info.better for info in INFOS}
    for name, headline in headlines_of(has_law=has_law).items():
        assert existing[headline.family, name] == headline.better
    assert 0 < len(headlines_of(has_law=has_law)) <= 8


def test_where_the_distribution_is_unknown_no_headline_requires_it() -> None:
    require_law = {metric.name for metric in METRICS if metric.requires_law}
    assert require_law.isdisjoint(headlines_of(has_law=False))


def test_the_headlines_of_the_articles_waves() -> None:
    names = "sinad_db valid_fraction grid_coverage ks_frequency ks_phase memorization c2st_accuracy noise_threshold"
    assert list(headlines_of(has_law=True)) == names.split()
    order = [info.name for info in INFOS if is_headline(info.family, info.name, has_law=True)]
    assert order == names.split(), "scores are in the same order"


def test_the_headlines_of_series() -> None:
    names = "precision recall density coverage spectral_distance_db memorization c2st_accuracy noise_threshold"
    assert list(headlines_of(has_law=False)) == names.split()


def test_a_headline_is_known_by_family_and_name() -> None:
    assert is_headline("c2st", "noise_threshold", has_law=True)
    assert not is_headline("quality", "noise_threshold", has_law=True)
    assert not is_headline("c2st", "boosted_trees_auc", has_law=True)
    assert is_headline("sample", "recall", has_law=False)
    assert not is_headline("manifold", "recall", has_law=False)
    assert not is_headline("sample", "recall", has_law=True)


@pytest.mark.parametrize("has_law", [True, False])
def test_every_headline_has_a_meaning_and_those_with_the_same_are_together(has_law: bool) -> None:
    texts = list(meanings(has_law=has_law, wave="thing", waves="things"))
    assert [name for names, _ in texts for name in names] == list(headlines_of(has_law=has_law))
    assert not any("{" in meaning for _, meaning in texts)
    assert (["ks_frequency", "ks_phase"] in [names for names, _ in texts]) == has_law
    assert {names[0]: text for names, text in texts}["memorization"].startswith("how often a generated thing is ")


def test_the_noise_threshold_of_series_is_that_of_other_classifiers() -> None:
    with_law, without = (
        {names[0]: text for names, text in meanings(has_law=known, wave="", waves="")} for known in (True, False)
    )
    assert "that accuracy" in with_law["noise_threshold"]
    assert "series_cnn" in without["noise_threshold"]


def test_no_other_place_in_the_library_lists_them() -> None:
    """A file may use some by name, to say something of them, and overview and benchmark say something of each."""
    whole = {"sinegan/schema/headlines.py", "sinegan/reporting/summary.py", "sinegan/benchmark/columns.py"}
    files = subprocess.run(["git", "ls-files", "sinegan"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for path in files.split():
        text = (ROOT / path).read_text(encoding="utf-8")
        named = {name for name in HEADLINES if f'"{name}"' in text or f"`{name}`" in text}
        assert path in whole or len(named) < 6, (path, named)
