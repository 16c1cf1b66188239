"""A finished trial, as it is kept."""

from collections.abc import Iterable
from typing import Protocol

from sinegan.networks.recipe import Recipe
from sinegan.schema.strict import StrictModel
from sinegan.studies.plan import Trial
from sinegan.studies.trial import Outcome


class Finished(Protocol):
    """A trial as the cluster hands it back: its key, its outcome, and the machine that it ran on."""

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def result(self) -> Outcome: ...  # noqa: D102
    @property
    def machine(self) -> dict[str, str]: ...  # noqa: D102


class TrialRecord(StrictModel):
    """Content of one ``study/trials/<key>.json``.

    Attributes
    ----------
    key
        Hash of recipe, seed, data, sizes and versions of the code: equal keys mean equal inputs.
    recipe_name, recipe
        The recipe with the trial's overrides and seed, and the one it was made from.
    scores, headlines, failure, seconds
        As `Outcome` has them.
    machine
        Where it ran: processor, and versions of the packages that numbers depend on.
    """

    key: str
    recipe_name: str
    recipe: Recipe
    scores: dict[str, float | None]
    headlines: dict[str, float | None]
    failure: str | None
    seconds: dict[str, float]
    machine: dict[str, str]


def record(done: Finished, trial: Trial) -> TrialRecord:
    """Put together what a trial was and what it found."""
    outcome = done.result
    return TrialRecord(
        key=done.key,
        recipe_name=trial.recipe_name,
        recipe=trial.recipe,
        scores=outcome.scores,
        headlines=outcome.headlines,
        failure=outcome.failure,
        seconds={name: round(value, 2) for name, value in outcome.seconds.items()},
        machine=done.machine,
    )


def by_arm(trials: Iterable[tuple[Trial, TrialRecord]]) -> dict[str, list[TrialRecord]]:
    """The records of each arm, arms as planned, seeds in order."""
    arms: dict[str, list[TrialRecord]] = {}
    for trial, found in trials:
        arms.setdefault(trial.arm, []).append(found)
    return {arm: sorted(found, key=lambda entry: entry.recipe.seed) for arm, found in arms.items()}
