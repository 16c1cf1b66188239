"""Options of a small calibration, its sets, and how many waves are corrupted by hand."""

from sinegan.calibration.calibration_sets import calibration_sets
from sinegan.calibration.options import Calibrate
from sinegan.classifiers.models import CLASSIFIERS

N = 400
"""Clean waves that are corrupted."""
OPTIONS = Calibrate(
    n_waves=200,
    n_pairwise=100,
    n_classifier=60,
    classifier_repeats=3,
    baseline_repeats=4,
    classifier_baseline_repeats=3,
    seed=5,
)
CLASSIFIER_KEYS = {
    *(f"c2st_60/{classifier.name}_{kind}" for classifier in CLASSIFIERS for kind in ("accuracy", "auc")),
    *("c2st_60/c2st_accuracy", "c2st_60/noise_threshold"),
}


def sets_of(**changes):
    return calibration_sets(OPTIONS.model_copy(update=changes), with_corruptions=True)


def by_stream(sets):
    return sorted(sets, key=lambda entry: entry.stream)
