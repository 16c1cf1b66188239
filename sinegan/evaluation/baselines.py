"""What a scorecard holds its scores against: a calibration's floors, or a single draw of real waves."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sinegan.classifiers import c2st
from sinegan.classifiers.models import Judge
from sinegan.measurement.sample import Sample, measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.floors import Calibration, Floor, Sizes
from sinegan.metrics.metric import Facts
from sinegan.metrics.suite import METRICS
from sinegan.metrics.suite import evaluate as values_of
from sinegan.schema.scores import score_key
from sinegan.waves.draw import draw

_NONE = Floor(mean=None, sd=None, repeats=0)


class Setup(NamedTuple):
    """How waves are scored: how many, from which seed, by which judges."""

    sizes: Sizes
    seed: int
    ladder: Sequence[Judge]

    def facts(self) -> dict[str, tuple[Facts, int | None]]:
        """Every score by its key, with the number of waves where these are not all, in the order of the tables."""
        metrics: list[tuple[Facts, int | None]] = [
            (metric, self.sizes.n_few if metric.few else None) for metric in METRICS
        ]
        judged = [(fact, self.sizes.n_judged) for fact in c2st.facts(self.ladder)]
        return {score_key(fact.family, fact.name, n): (fact, n) for fact, n in [*metrics, *judged]}


class Baselines(NamedTuple):
    """What real waves score, by key; and what the two anchors score, by their names and key."""

    floors: Mapping[str, Floor]
    anchors: Mapping[str, Mapping[str, float | None]]

    def anchors_of(self, key: str) -> dict[str, float | None]:
        """What each anchor scores; None where it was not tried."""
        return {name: values.get(key) for name, values in self.anchors.items()}


def baselines(test: Sample, setup: Setup, calibration: Calibration | None, keys: Collection[str]) -> Baselines:
    """Those of a calibration that fits law, sizes and the scores of these keys; else of one draw, without a spread.

    Without training waves real ones have no value of copying.
    """
    if calibration is not None and calibration.fits(test.axis, setup.sizes, keys):
        floors, anchors = calibration.floors, calibration.anchors
    else:
        floors, anchors = _one_draw(test, setup), {}
    if test.training is None:
        copying = [key for key, (fact, _) in setup.facts().items() if fact.family == "copying"]
        floors = floors | {key: Floor(mean=None, sd=None, repeats=floors[key].repeats) for key in copying}
    return Baselines(floors, anchors)


def _one_draw(test: Sample, setup: Setup) -> dict[str, Floor]:
    """Scores of fresh real waves; without a law none can be drawn."""
    if test.fits is None:
        return dict.fromkeys(setup.facts(), _NONE)
    sizes, seed, ladder = setup
    fresh = draw(test.law, sizes.n_waves, np.random.default_rng([seed, 2])).waves
    both = Comparison(test, measure(test.law, fresh, n_few=sizes.n_few))
    values = values_of(both) | c2st.quick_values(
        both, seed, n=sizes.n_judged, repeats=sizes.judge_repeats, ladder=ladder
    )
    return {key: Floor(mean=value, sd=None, repeats=1) for key, value in values.items()}
