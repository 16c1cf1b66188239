"""What a user may choose, and what a calibration is."""

import pytest
from pydantic import ValidationError

from sinegan.calibration.options import Calibrate
from sinegan.evaluation.options import Evaluate
from sinegan.metrics.floors import Sizes

SIZES = {"n_waves": 10_000, "n_few": 2_000, "n_judged": 1_500, "judge_repeats": 3}
CALIBRATE = SIZES | {"floor_repeats": 100, "judge_floor_repeats": 20, "seed": 3}


def test_a_calibrations_sizes_are_its_own():
    options = Calibrate(**CALIBRATE)
    assert options.sizes == Sizes(**SIZES)
    assert type(options.sizes) is Sizes


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("n_waves", 99),
        ("n_waves", 1_000_001),
        ("n_waves", 1e4),
        ("n_waves", "10000"),
        ("n_waves", True),
        ("n_few", 39),
        ("n_few", 10_001),
        ("n_judged", 39),
        ("judge_repeats", 0),
        ("judge_repeats", 101),
        ("floor_repeats", 2),  # two draws have no spread to speak of
        ("judge_floor_repeats", 2),
        ("seed", -1),
        ("seed", 2**31),
        ("seed", None),
    ],
)
def test_values_out_of_range_or_of_another_type_are_refused(key, value):
    Calibrate(**CALIBRATE)
    with pytest.raises(ValidationError, match=key):
        Calibrate(**CALIBRATE | {key: value})


@pytest.mark.parametrize("key", CALIBRATE)
def test_no_key_may_be_missing(key):
    with pytest.raises(ValidationError, match=key):
        Calibrate(**{name: value for name, value in CALIBRATE.items() if name != key})


@pytest.mark.parametrize(("model", "right"), [(Calibrate, CALIBRATE), (Sizes, SIZES), (Evaluate, {"seed": 1})])
def test_unknown_keys_are_refused_and_values_stay(model, right):
    with pytest.raises(ValidationError, match="extra"):
        model(**right, more=1)
    with pytest.raises(ValidationError, match="frozen"):
        model(**right).seed = 2


@pytest.mark.parametrize("seed", [-1, 2**31, 1.0, "1"])
def test_the_evaluations_seed_is_bounded(seed):
    assert Evaluate(seed=2**31 - 1).seed == 2**31 - 1
    with pytest.raises(ValidationError):
        Evaluate(seed=seed)
