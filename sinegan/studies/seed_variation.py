"""How much a score varies between seeds of one configuration, from the finished trials of all studies."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sinegan.provenance.keys import config_key
from sinegan.studies import store
from sinegan.studies.record import TrialRecord
from sinegan.studies.statistics import summary

FOLDER = "studies"


def sd_over_seeds(configuration: str, headline: str, inputs: Mapping[str, Any]) -> float | None:
    """Standard deviation of a headline score over seeds. None with fewer than two trials that did not fail.

    Counted are the trials of the same recipe but for its seed, with the same data, sample sizes and versions of the
    code; the recipe's name does not matter.

    Parameters
    ----------
    configuration
        The recipe but for its seed, as `sinegan.provenance.keys.config_key`.
    headline
        Name of the score.
    inputs
        What the trials depend on besides their recipe, from `sinegan.studies.store.inputs`.
    """
    by_seed: dict[int, float] = {}  # studies may share trials
    for path in sorted(Path(FOLDER).glob("*/trials/*.json")):
        record = store.read(str(path.parents[1]), path.stem, TrialRecord)
        if record is None or config_key(record.recipe.model_dump()) != configuration:
            continue
        value = record.headlines.get(headline)
        if value is not None and record.key == store.key({**inputs, "recipe": record.recipe.model_dump()}):
            by_seed[record.recipe.seed] = value
    sd = summary([by_seed[seed] for seed in sorted(by_seed)]).get("sd")
    return None if sd is None else float(sd)
