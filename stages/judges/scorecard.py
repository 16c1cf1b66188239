"""The whole scorecard of a set of waves: every score with its interval, its floor and its anchors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from stages.judges import resolution, suite
from stages.judges.ladder import LADDER, Judge
from stages.judges.resolution import Each
from stages.judges.rows import make_score
from stages.judges.verdicts import Verdicts
from stages.metrics.comparison import Comparison
from stages.metrics.floors import Calibration, Floor, Sizes
from stages.metrics.jackknife import Estimate, estimate
from stages.metrics.metric import Facts, Metric
from stages.metrics.quality import effective_bits
from stages.metrics.sample import Sample, UnscorableError, measure
from stages.metrics.suite import METRICS
from stages.metrics.suite import evaluate as values_of
from stages.schema.scores import Score, headline_values, score_key
from stages.waves.draw import draw
from stages.waves.law import Axis

Report = Callable[[int, dict[str, float]], None]
SIZES = Sizes(n_waves=10_000, n_few=2_000, n_judged=2_000, judge_repeats=3)
FEWEST = 100
_NONE = Floor(mean=None, sd=None, repeats=0)
STEPS = len(METRICS) + len(resolution.LEVELS) + 3
"""What `evaluate` reports its progress in."""


@dataclass(frozen=True, eq=False)
class Scorecard:
    """What `evaluate` found.

    Attributes
    ----------
    scores
        In the order in which they are shown.
    real, generated
        Both sides as measured.
    curve
        Verdicts of each judge by level of noise.
    """

    scores: list[Score]
    real: Sample
    generated: Sample
    curve: dict[float, dict[str, Verdicts]]

    @property
    def effective_bits(self) -> float | None:
        """Of the median wave, against the nearest one of the law; None where no law is known."""
        sinad = headline_values(self.scores)["reference_sinad_median_db"]
        return None if sinad is None else effective_bits(sinad)


class _Setup(NamedTuple):
    """How to score: on how many waves, from which seed, by which judges."""

    sizes: Sizes
    seed: int
    ladder: Sequence[Judge]

    def facts(self) -> dict[str, tuple[Facts, int | None]]:
        """Every score by its key, with the number of waves where these are not all, in the order of the tables."""
        metrics: list[tuple[Facts, int | None]] = [
            (metric, self.sizes.n_few if metric.few else None) for metric in METRICS
        ]
        judged = [(fact, self.sizes.n_judged) for fact in suite.facts(self.ladder)]
        return {score_key(fact.family, fact.name, n): (fact, n) for fact, n in [*metrics, *judged]}


def evaluate(
    real: NDArray[np.floating],
    generated: NDArray[np.floating],
    axis: Axis,
    seed: int,
    *,
    training: NDArray[np.floating] | None = None,
    calibration: Calibration | None = None,
    ladder: Sequence[Judge] = LADDER,
    each: Each[Any] = map,
    report: Report = lambda _done, _numbers: None,
) -> Scorecard:
    """Score generated waves against real ones.

    Parameters
    ----------
    real, generated
        Waves, ``(n, n_points)`` each, any two numbers of them from 100 on.
    axis
        The law that real waves follow; or where their points are, if none is known, and scores of it have no value.
    seed
        Of the judges, of the noise shown to them, and of the floor's waves where no calibration fits.
    training
        Waves that the generator may have copied, if known.
    calibration
        Gives the sizes of the sets to score, and floors for them. Without one the sizes are `SIZES`. Where there are
        fewer waves, or another law, each floor is one comparison with a fresh draw; without a law there is none.
    ladder, each, report
        The judges; ``map``, or what does the same on threads; what is told how many of `STEPS` are done.

    Raises
    ------
    UnscorableError
        The waves have the wrong shape or hold NaN, or a score could not be computed.
    """
    # One thread per call: the bits of a matrix product depend on the number of threads.
    with threadpool_limits(1):
        sizes = _fitting(SIZES if calibration is None else calibration.sizes, min(len(real), len(generated)))
        setup = _Setup(sizes, seed, ladder)
        # In float32 both, as the GAN's waves are: else a judge tells real waves by their rounding.
        test = measure(axis, real.astype(np.float32), n_few=sizes.n_few, training=training)
        sample = measure(axis, generated[: sizes.n_waves].astype(np.float32), n_few=sizes.n_few)
        report(1, {})
        found, curve = _estimates(test, sample, setup, each, report)
        fits = calibration is not None and calibration.fits(axis, sizes, found)
        floors = calibration.floors if calibration and fits else _one_comparison(test, setup)
        anchors = calibration.anchors if calibration and fits else {}
    report(STEPS, {})
    scores = [
        make_score(
            fact, found[key], _floor(fact, floors[key], test), n=n, missing=_missing(fact, test),
            anchors={name: values.get(key) for name, values in anchors.items()},
        )
        for key, (fact, n) in setup.facts().items()
    ]  # fmt: skip
    return Scorecard(scores, test, sample, curve)


def _fitting(sizes: Sizes, n: int) -> Sizes:
    if n < FEWEST:
        raise UnscorableError(f"{n} waves are too few for a scorecard; give at least {FEWEST}")
    return sizes.fitting(n)


def _estimates(
    test: Sample, sample: Sample, setup: _Setup, each: Each[Any], report: Report
) -> tuple[dict[str, Estimate | None], dict[float, dict[str, Verdicts]]]:
    """Every score with its interval, and the judges' verdicts by level of noise."""
    found: dict[str, Estimate | None] = {}
    both = Comparison(test, sample)
    for metric, value in zip(METRICS, each(lambda metric: estimate(metric, both), METRICS), strict=True):
        found[metric.key(sample)] = value
        report(1 + len(found), {})
    n, (sizes, seed, ladder) = setup.sizes.n_judged, setup
    verdicts = suite.verdicts(test, sample, seed, n=n, repeats=sizes.judge_repeats, ladder=ladder)
    report(2 + len(METRICS), {})
    curve = {}
    for level, heard in resolution.sweep(test.take(slice(n)), sample.take(slice(n)), seed, ladder=ladder, each=each):
        curve[level] = heard
        report(2 + len(METRICS) + len(curve), {})
    judged = suite.estimates(verdicts, resolution.sigma_star(curve), ladder)
    return found | {score_key("judge", name, n): value for name, value in judged.items()}, curve


def _one_comparison(test: Sample, setup: _Setup) -> dict[str, Floor]:
    """Floors from one fresh draw of real waves; without a law there are none."""
    if test.fits is None:
        return dict.fromkeys(setup.facts(), _NONE)
    sizes, seed, ladder = setup
    fresh = draw(test.law, sizes.n_waves, np.random.default_rng([seed, 2])).waves
    sample, n = measure(test.law, fresh, n_few=sizes.n_few), sizes.n_judged
    values = values_of(Comparison(test, sample))
    verdicts = suite.verdicts(test, sample, seed, n=n, repeats=sizes.judge_repeats, ladder=ladder)
    sigma = resolution.quick_sigma_star(test.take(slice(n)), sample.take(slice(n)), seed, ladder=ladder)
    for name, value in suite.estimates(verdicts, Estimate(sigma, sigma, sigma), ladder).items():
        values[score_key("judge", name, n)] = value.value
    return {key: Floor(mean=value, sd=None, repeats=1) for key, value in values.items()}


def _floor(fact: Facts, floor: Floor, test: Sample) -> Floor:
    """Without training waves real ones have no value of copying either."""
    known = test.training is not None or fact.family != "copying"
    return floor if known else Floor(mean=None, sd=None, repeats=floor.repeats)


def _missing(fact: Facts, test: Sample) -> str | None:
    return "no law" if isinstance(fact, Metric) and fact.of_law and test.fits is None else None
