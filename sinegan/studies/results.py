"""The results of a study, computed from its trials alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from sinegan.metrics.baseline import Baseline, Calibration
from sinegan.schema.headlines import headlines_of
from sinegan.schema.scores import score_key
from sinegan.studies.plan import Study, n_configs_tried
from sinegan.studies.record import TrialRecord
from sinegan.studies.statistics import comparisons, summary

_HEADLINES = {name: headline.family for name, headline in headlines_of(has_law=True).items()}
"""Family of each headline score by name: a study is of the article's waves."""

Arms = Mapping[str, Sequence[TrialRecord]]


def results(study: Study, arms: Arms) -> dict[str, Any]:
    """Scores, failures, summaries and comparisons, without times: the same for the same trials.

    Returns
    -------
    dict
        ``arms``: by name, ``trials`` (seed, key, failure, headlines) and ``headlines`` (a `summary` over the trials
        that did not fail); ``comparisons``: by headline, every pair of arms.
    """
    n_tried = n_configs_tried(study)
    return {
        "study": study.name,
        "arms": {
            name: {
                "n_configs_tried": n_tried[name],
                "failed": sum(record.failure is not None for record in records),
                "trials": [_trial(record) for record in records],
                "headlines": {key: summary(_values(records, key)) for key in _HEADLINES},
            }
            for name, records in arms.items()
        },
        "comparisons": {
            key: comparisons({name: _values(records, key) for name, records in arms.items()}) for key in _HEADLINES
        },
    }


def times(arms: Arms) -> dict[str, Any]:
    """Seconds and machine of every trial, by arm."""
    return {
        name: [{"seed": record.recipe.seed, **record.seconds, **record.machine} for record in records]
        for name, records in arms.items()
    }


def baselines(calibration: Calibration) -> dict[str, Baseline]:
    """The scores of real waves, by headline."""
    sizes = (None, calibration.sizes.n_pairwise, calibration.sizes.n_classifier)
    keys = {headline: {score_key(family, headline, n) for n in sizes} for headline, family in _HEADLINES.items()}
    by_headline = {
        headline: [baseline for key, baseline in calibration.baselines.items() if key in keys[headline]]
        for headline in _HEADLINES
    }
    return {headline: baselines[0] for headline, baselines in by_headline.items() if baselines}


def _trial(record: TrialRecord) -> dict[str, Any]:
    identity = {"seed": record.recipe.seed, "key": record.key, "failure": record.failure}
    return identity | {"headlines": dict(record.headlines)}


def _values(records: Sequence[TrialRecord], name: str) -> list[float]:
    values = [record.headlines.get(name) for record in records]
    return [value for value in values if value is not None]
