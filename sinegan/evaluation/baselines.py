"""The baselines of a scorecard: those of a calibration, or of a single draw of real waves."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sinegan.classifiers import c2st
from sinegan.classifiers.models import Classifier
from sinegan.measurement.sample import Sample, measure
from sinegan.metrics import suite
from sinegan.metrics.baseline import Baseline, Calibration, Sizes
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.metric import MetricInfo
from sinegan.schema.scores import score_key
from sinegan.waves.draw import draw
from sinegan.waves.law import SamplingGrid

_UNKNOWN = Baseline(mean=None, sd=None, repeats=0)


class Setup(NamedTuple):
    """How waves are scored: sample sizes, seed and classifiers."""

    sizes: Sizes
    seed: int
    classifiers: Sequence[Classifier]

    def infos(self, grid: SamplingGrid) -> dict[str, tuple[MetricInfo, int | None]]:
        """Every score, by key, in the order of the tables; with the number of waves if it is computed on a subset."""
        metrics: list[tuple[MetricInfo, int | None]] = [
            (metric, self.sizes.n_pairwise if metric.pairwise else None) for metric in suite.metrics_of(grid)
        ]
        c2sts = [(info, self.sizes.n_classifier) for info in c2st.infos(self.classifiers)]
        return {score_key(info.family, info.name, n): (info, n) for info, n in [*metrics, *c2sts]}


class Baselines(NamedTuple):
    """The scores of real waves by key, and those of each anchor by its name and key."""

    by_key: Mapping[str, Baseline]
    anchors: Mapping[str, Mapping[str, float | None]]

    def anchors_of(self, key: str) -> dict[str, float | None]:
        """The score of each anchor; None if it was not computed."""
        return {name: values.get(key) for name, values in self.anchors.items()}


def baselines(test: Sample, setup: Setup, calibration: Calibration | None, keys: Collection[str]) -> Baselines:
    """The baselines of a calibration, if it fits law, sizes and keys; otherwise of one draw, without an sd.

    Without training waves memorization has no baseline.
    """
    by_key: Mapping[str, Baseline]
    if calibration is not None and calibration.fits(test.grid, setup.sizes, keys):
        by_key, anchors = calibration.baselines, calibration.anchors
    else:
        by_key, anchors = _single_draw(test, setup), {}
    if test.training is None:
        unknown = [key for key, (info, _) in setup.infos(test.grid).items() if info.family == "memorization"]
        by_key = {**by_key, **{key: Baseline(mean=None, sd=None, repeats=by_key[key].repeats) for key in unknown}}
    return Baselines(by_key, anchors)


def _single_draw(test: Sample, setup: Setup) -> dict[str, Baseline]:
    """The scores of fresh real waves; none can be drawn if the distribution is unknown."""
    if test.fits is None:
        return dict.fromkeys(setup.infos(test.grid), _UNKNOWN)
    sizes, seed, classifiers = setup
    fresh = draw(test.law, sizes.n_waves, np.random.default_rng([seed, 2])).waves
    comparison = Comparison(test, measure(test.law, fresh, n_pairwise=sizes.n_pairwise))
    values = suite.evaluate(comparison) | c2st.quick_values(
        comparison, seed, n=sizes.n_classifier, repeats=sizes.classifier_repeats, classifiers=classifiers
    )
    return {key: Baseline(mean=value, sd=None, repeats=1) for key, value in values.items()}
