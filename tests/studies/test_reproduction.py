"""Equal results, results within the variation between seeds, and others: by hand."""

import numpy as np
import pytest
from scipy import stats

from sinegan.studies.reproduction import compare, message

STUDY = {"sinad_db": {"sd": 2.0, "n": 10}, "grid_coverage": {"sd": 0.0, "n": 10}}
EXPECTED = {"sinad_db": 20.0, "grid_coverage": 1.0}
TOLERANCE = stats.t.ppf(1 - 0.01 / 4, 9) * 2.0 * np.sqrt(2)


def compared(**changed: float | None) -> tuple[bool, str]:
    return message(compare(EXPECTED | changed, EXPECTED, STUDY), "modern")


def test_equal_results_are_reproduced() -> None:
    assert compared() == (True, "Reproduced: every headline of 'modern' equals the published one, to the last digit.")


@pytest.mark.parametrize("side", [-1, 1])
def test_differences_up_to_the_tolerance_are_reproduced(side: int) -> None:
    near, far = (compared(sinad_db=20 + side * factor * TOLERANCE) for factor in (0.999, 1.001))
    assert near == (True, "Reproduced: every headline of 'modern' is within the variation between seeds.")
    assert far == (False, "NOT reproduced: sinad_db of 'modern' outside the variation between seeds.")


def test_a_median_is_known_better_than_a_single_seed() -> None:
    of_median = compare(EXPECTED, EXPECTED, STUDY, of_median=True)[0].tolerance
    assert of_median == pytest.approx(TOLERANCE * np.sqrt((1 + np.pi / 20) / 2))


@pytest.mark.parametrize("of_median", [False, True])
def test_at_most_one_percent_of_seeds_are_outside(of_median: bool) -> None:
    """Eight independent normal scores, whose spread is estimated from ten seeds."""
    rng, outside, n = np.random.default_rng(0), 0, 4_000
    for _ in range(n):
        seeds, new = rng.standard_normal((10, 8)), rng.standard_normal(8)
        over_seeds = {str(k): {"sd": sd, "n": 10} for k, sd in enumerate(seeds.std(axis=0, ddof=1))}
        expected = np.median(seeds, axis=0) if of_median else rng.standard_normal(8)
        values, published = ({str(k): x for k, x in enumerate(scores)} for scores in (new, expected))
        outside += not message(compare(values, published, over_seeds, of_median=of_median), "x")[0]
    assert 0.004 < outside / n < 0.014


def test_one_percent_is_tolerated_where_all_seeds_agree() -> None:
    assert compared(grid_coverage=0.9901)[0]
    assert not compared(grid_coverage=0.9899)[0]


def test_a_missing_value_does_not_agree() -> None:
    assert not compared(sinad_db=None)[0]
    assert not message(compare({}, EXPECTED, STUDY), "modern")[0]


def test_without_a_study_only_equal_values_agree() -> None:
    assert message(compare(EXPECTED, EXPECTED, {}), "mine")[0]
    assert not message(compare({"sinad_db": 20.001, "grid_coverage": 1.0}, EXPECTED, {}), "mine")[0]


def test_missing_values_on_both_sides_agree() -> None:
    (comparison,) = compare({"ks": None}, {"ks": None}, STUDY)
    assert comparison.agrees


def test_each_comparison_has_its_tolerance() -> None:
    tolerances = {comparison.name: comparison.tolerance for comparison in compare(EXPECTED, EXPECTED, STUDY)}
    assert tolerances == {"sinad_db": pytest.approx(TOLERANCE), "grid_coverage": 0.01}
