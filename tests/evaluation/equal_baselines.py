"""A calibration with the same baseline for all scores."""

from sinegan.metrics.baseline import Baseline, Calibration, Sizes
from sinegan.schema.corrupted import CorruptedScores

SMALL = Sizes(n_waves=200, n_pairwise=100, n_classifier=60, classifier_repeats=3)


def calibration_for(law, keys, sizes):
    """A calibration with the same baseline for all scores, and with anchors for all but coverages."""
    with_anchors = [key for key in keys if "coverage" not in key]
    corrupted = [
        CorruptedScores(
            name=name, unit="of waves", strength=1.0, scores=dict.fromkeys(with_anchors, value), distances={}
        )
        for name, value in (("mode collapse", 0.25), ("uniform noise", 0.75))
    ]
    baselines = {key: Baseline(mean=0.5, sd=0.125, repeats=7) for key in keys}
    return Calibration(law=law, sizes=sizes, baselines=baselines, corrupted=corrupted)
