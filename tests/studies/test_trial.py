"""A trial runs the steps of the main pipeline, without files."""

import numpy as np
import pytest

from sinegan.metrics.baseline import Calibration, Sizes
from sinegan.networks.recipe import Recipe
from sinegan.schema.headlines import headlines_of
from sinegan.studies import results
from sinegan.studies.plan import Arm, Study, Trial
from sinegan.studies.record import TrialRecord, by_arm, make_record
from sinegan.studies.trial import Data, Outcome, run
from sinegan.waves.draw import draw
from sinegan.waves.law import Law

HEADLINES = list(headlines_of(has_law=True))


@pytest.fixture(scope="module")
def data() -> Data:
    from sinegan.waves.law import Range

    law = Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))
    pool, test, reference = (draw(law, n, np.random.default_rng(n)).waves for n in (500, 200, 201))
    sizes = Sizes(n_waves=200, n_pairwise=60, n_classifier=60, classifier_repeats=1)
    return Data(law, pool, test, reference, Calibration(law=law, sizes=sizes, baselines={}, corrupted=[]), seed=1)


@pytest.mark.slow
def test_a_trial_has_all_scores_and_is_repeatable(recipe: Recipe, data: Data) -> None:
    first, again = (run(recipe, data) for _ in range(2))
    assert first.failure is None
    assert first.scores == again.scores
    assert set(first.headlines) == set(HEADLINES)
    assert "discriminator/auc" in first.scores
    assert set(first.seconds) == {"start", "train", "score"}


@pytest.mark.trains
def test_a_training_that_diverges_is_a_result(recipe: Recipe, data: Data) -> None:
    nan_data = Data(data.grid, np.full_like(data.pool, np.nan), data.test, data.reference, data.calibration, 1)
    outcome = run(recipe, nan_data)
    assert outcome.scores == {}
    assert outcome.failure is not None
    assert outcome.failure.startswith("DivergenceError: discriminator_loss became nan in step 1")


class _Finished:
    def __init__(self, key: str, outcome: Outcome) -> None:
        self.key, self.result, self.machine = key, outcome, {"processor": "test"}


def _records(recipe: Recipe) -> list[tuple[Trial, TrialRecord]]:
    records = []
    for seed, sinad in ((1, 20.0), (2, 30.0), (3, None)):
        trial = Trial("arm", "small", recipe.model_copy(update={"seed": seed}))
        headlines = dict.fromkeys(HEADLINES, 0.5) | {"sinad_db": sinad}
        outcome = (
            Outcome({}, {}, "DivergenceError: x", {})
            if sinad is None
            else Outcome({}, headlines, None, {"train": 1.234})
        )
        records.append((trial, make_record(_Finished(f"key{seed}", outcome), trial)))
    return records


def test_results_count_failures_and_exclude_them_from_means(recipe: Recipe) -> None:
    study = Study(name="test", arms=[Arm(name="arm", recipe="small", seeds=[1, 2, 3], n_configs_tried=7)])
    arm = results.results(study, by_arm(reversed(_records(recipe))))["arms"]["arm"]
    assert (arm["failed"], arm["n_configs_tried"], [trial["seed"] for trial in arm["trials"]]) == (1, 7, [1, 2, 3])
    assert arm["headlines"]["sinad_db"]["mean"] == 25
    assert arm["headlines"]["sinad_db"]["n"] == 2
    assert arm["trials"][2]["failure"] == "DivergenceError: x"


def test_an_arm_whose_name_has_a_comma_keeps_its_tuning_budget(recipe: Recipe) -> None:
    study = Study(name="test", arms=[Arm(name="fast, small", recipe="small", seeds=[1, 2, 3], n_configs_tried=7)])
    (records,) = by_arm(_records(recipe)).values()
    assert results.results(study, {"fast, small": records})["arms"]["fast, small"]["n_configs_tried"] == 7


def test_times_are_separate(recipe: Recipe) -> None:
    times = results.times(by_arm(_records(recipe)))
    assert times["arm"][0] == {"seed": 1, "train": 1.23, "processor": "test"}
