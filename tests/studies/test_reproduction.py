"""The same, as near as another seed, or another result: by hand."""

import numpy as np
import pytest
from scipy import stats

from sinegan.studies.reproduction import compare, words

STUDY = {"sinad": {"sd": 2.0, "n": 10}, "coverage": {"sd": 0.0, "n": 10}}
EXPECTED = {"sinad": 20.0, "coverage": 1.0}
REACH = stats.t.ppf(0.995, 9) * 2.0 * np.sqrt(2)


def told(**found: float | None) -> tuple[bool, str]:
    return words(compare(EXPECTED | found, EXPECTED, STUDY), "modern")


def test_equal_is_equal() -> None:
    assert told() == (True, "Reproduced: every headline of 'modern' is the published one, to the last digit.")


@pytest.mark.parametrize("side", [-1, 1])
def test_another_seed_may_be_so_far_off_and_no_farther(side: int) -> None:
    near, far = (told(sinad=20 + side * share * REACH) for share in (0.999, 1.001))
    assert near[0]
    assert "as near to the published one as another seed's" in near[1]
    assert far == (False, "NOT reproduced: sinad of 'modern' lie farther off than another seed's would.")


def test_a_hundredth_is_nothing_where_all_seeds_agree() -> None:
    assert told(coverage=0.9901)[0]
    assert not told(coverage=0.9899)[0]


def test_a_value_that_is_gone_is_no_agreement() -> None:
    assert not told(sinad=None)[0]
    assert not words(compare({}, EXPECTED, STUDY), "modern")[0]


def test_without_a_study_only_the_same_agrees() -> None:
    assert words(compare(EXPECTED, EXPECTED, {}), "mine")[0]
    assert not words(compare({"sinad": 20.001, "coverage": 1.0}, EXPECTED, {}), "mine")[0]


def test_no_value_on_both_sides_agrees() -> None:
    (one,) = compare({"ks": None}, {"ks": None}, STUDY)
    assert one.agrees


def test_each_row_tells_the_reach() -> None:
    found = {one.name: one.reach for one in compare(EXPECTED, EXPECTED, STUDY)}
    assert found == {"sinad": pytest.approx(REACH), "coverage": 0.01}
