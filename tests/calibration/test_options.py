"""The options of calibration and evaluation."""

import pytest
from pydantic import ValidationError

from sinegan.calibration.options import Calibrate
from sinegan.evaluation.options import Evaluate
from sinegan.metrics.baseline import Sizes

SIZES = {"n_waves": 10_000, "n_pairwise": 2_000, "n_classifier": 1_500, "classifier_repeats": 3}
CALIBRATE = SIZES | {"baseline_repeats": 100, "classifier_baseline_repeats": 20, "seed": 3}


def test_the_sizes_alone():
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
        ("n_pairwise", 39),
        ("n_pairwise", 10_001),
        ("n_classifier", 39),
        ("classifier_repeats", 0),
        ("classifier_repeats", 101),
        ("baseline_repeats", 2),  # two draws give no usable standard deviation
        ("classifier_baseline_repeats", 2),
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


@pytest.mark.parametrize(("model", "values"), [(Calibrate, CALIBRATE), (Sizes, SIZES), (Evaluate, {"seed": 1})])
def test_unknown_keys_are_refused_and_values_cannot_be_changed(model, values):
    with pytest.raises(ValidationError, match="extra"):
        model(**values, more=1)
    with pytest.raises(ValidationError, match="frozen"):
        model(**values).seed = 2


@pytest.mark.parametrize("seed", [-1, 2**31, 1.0, "1"])
def test_the_evaluations_seed_is_bounded(seed):
    assert Evaluate(seed=2**31 - 1).seed == 2**31 - 1
    with pytest.raises(ValidationError):
        Evaluate(seed=seed)
