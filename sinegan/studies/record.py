"""The record of a finished trial, as it is stored."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from sinegan.networks.recipe import Recipe
from sinegan.schema.strict import StrictModel
from sinegan.studies.plan import Trial

if TYPE_CHECKING:  # reading a record must not import TensorFlow
    from sinegan.studies.trial import Outcome


class FinishedTrial(Protocol):
    """A trial as the cluster returns it: its key, its outcome, and the machine that it ran on."""

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def result(self) -> "Outcome": ...  # noqa: D102
    @property
    def machine(self) -> dict[str, str]: ...  # noqa: D102


class TrialRecord(StrictModel):
    """Content of one ``studies/<name>/trials/<key>.json``.

    Attributes
    ----------
    key
        Hash of recipe, seed, data, sizes and versions of the code: equal keys mean equal inputs.
    recipe_name, recipe
        Name of the recipe in params.yaml, and the recipe with the trial's overrides and seed.
    scores, headlines, failure, seconds
        As in `Outcome`.
    machine
        Processor, and versions of the packages that numbers depend on.
    """

    key: str
    recipe_name: str
    recipe: Recipe
    scores: dict[str, float | None]
    headlines: dict[str, float | None]
    failure: str | None
    seconds: dict[str, float]
    machine: dict[str, str]


def make_record(finished: FinishedTrial, trial: Trial) -> TrialRecord:
    """Combine a trial's plan and its outcome."""
    outcome = finished.result
    return TrialRecord(
        key=finished.key,
        recipe_name=trial.recipe_name,
        recipe=trial.recipe,
        scores=outcome.scores,
        headlines=outcome.headlines,
        failure=outcome.failure,
        seconds={name: round(value, 2) for name, value in outcome.seconds.items()},
        machine=finished.machine,
    )


def by_arm(trials: Iterable[tuple[Trial, TrialRecord]]) -> dict[str, list[TrialRecord]]:
    """The records of each arm, in the order of `trials`, sorted by seed within an arm."""
    arms: dict[str, list[TrialRecord]] = {}
    for trial, record in trials:
        arms.setdefault(trial.arm, []).append(record)
    return {arm: sorted(records, key=lambda record: record.recipe.seed) for arm, records in arms.items()}
