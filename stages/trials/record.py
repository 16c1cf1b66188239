"""A finished trial, as it is kept."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from stages.gan.recipe import Recipe
from stages.trials.plan import Trial
from stages.trials.run import Outcome


class TrialRecord(BaseModel):
    """Content of one ``study/trials/<key>.json``.

    Attributes
    ----------
    key
        Hash of recipe, seed, data, sizes and code: equal keys mean equal inputs.
    recipe_name, recipe
        The recipe with the trial's overrides and seed, and the one it was made from.
    scores, failure, seconds
        As `Outcome` has them.
    machine
        Where it ran: processor, and versions of the packages that numbers depend on.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    key: str
    recipe_name: str
    recipe: Recipe
    scores: dict[str, float | None]
    failure: str | None
    seconds: dict[str, float]
    machine: dict[str, str]


def record(key: str, trial: Trial, outcome: Outcome, machine: dict[str, str]) -> TrialRecord:
    """Put together what a trial was and what it found."""
    return TrialRecord(
        key=key,
        recipe_name=trial.recipe_name,
        recipe=trial.recipe,
        scores=outcome.scores,
        failure=outcome.failure,
        seconds={name: round(value, 2) for name, value in outcome.seconds.items()},
        machine=machine,
    )


def by_arm(trials: Sequence[Trial], records: Sequence[TrialRecord]) -> dict[str, list[TrialRecord]]:
    """The records of each arm, by seed; both sequences in the same order."""
    arms: dict[str, list[TrialRecord]] = {}
    for trial, found in zip(trials, records, strict=True):
        arms.setdefault(trial.arm, []).append(found)
    return {arm: sorted(found, key=lambda entry: entry.recipe.seed) for arm, found in sorted(arms.items())}
