"""The whole scorecard of a set of waves: every score with its interval, its floor and its anchors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from sinegan.classifiers import c2st, noise_threshold
from sinegan.classifiers.cross_fitting import Verdicts
from sinegan.classifiers.models import LADDER, Judge
from sinegan.classifiers.noise_threshold import Each
from sinegan.evaluation.baselines import Baselines, Setup, baselines
from sinegan.evaluation.rows import make_score
from sinegan.measurement.sample import Sample, UnscorableError, measure
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.floors import Calibration, Sizes
from sinegan.metrics.jackknife import Estimate, estimate
from sinegan.metrics.metric import Facts, Metric
from sinegan.metrics.sine_quality import effective_bits
from sinegan.metrics.suite import METRICS
from sinegan.schema.scores import Score, headline_values, score_key
from sinegan.waves.law import Axis

Report = Callable[[int, dict[str, float]], None]
SIZES = Sizes(n_waves=10_000, n_few=2_000, n_judged=2_000, judge_repeats=3)
FEWEST = 100
STEPS = len(METRICS) + len(noise_threshold.LEVELS) + 3
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
        setup = Setup(sizes, seed, ladder)
        # In float32 both, as the GAN's waves are: else a judge tells real waves by their rounding.
        test = measure(axis, real.astype(np.float32), n_few=sizes.n_few, training=training)
        sample = measure(axis, generated[: sizes.n_waves].astype(np.float32), n_few=sizes.n_few)
        report(1, {})
        found, curve = _estimates(test, sample, setup, each, report)
        known = baselines(test, setup, calibration, found)
    report(STEPS, {})
    return Scorecard(_scores(test, setup, found, known), test, sample, curve)


def _scores(test: Sample, setup: Setup, found: Mapping[str, Estimate | None], known: Baselines) -> list[Score]:
    return [
        make_score(
            fact, found[key], known.floors[key], n=n, anchors=known.anchors_of(key), missing=_missing(fact, test)
        )
        for key, (fact, n) in setup.facts().items()
    ]


def _fitting(sizes: Sizes, n: int) -> Sizes:
    if n < FEWEST:
        raise UnscorableError(f"{n} waves are too few for a scorecard; give at least {FEWEST}")
    return sizes.fitting(n)


def _estimates(
    test: Sample, sample: Sample, setup: Setup, each: Each[Any], report: Report
) -> tuple[dict[str, Estimate | None], dict[float, dict[str, Verdicts]]]:
    """Every score with its interval, and the judges' verdicts by level of noise."""
    found: dict[str, Estimate | None] = {}
    both = Comparison(test, sample)
    for metric, value in zip(METRICS, each(lambda metric: estimate(metric, both), METRICS), strict=True):
        found[metric.key(sample)] = value
        report(1 + len(found), {})
    n, (sizes, seed, ladder) = setup.sizes.n_judged, setup
    verdicts = c2st.verdicts(test, sample, seed, n=n, repeats=sizes.judge_repeats, ladder=ladder)
    report(2 + len(METRICS), {})
    curve = {}
    for level, heard in noise_threshold.sweep(
        test.take(slice(n)), sample.take(slice(n)), seed, ladder=ladder, each=each
    ):
        curve[level] = heard
        report(2 + len(METRICS) + len(curve), {})
    judged = c2st.estimates(verdicts, noise_threshold.sigma_star(curve), ladder)
    return found | {score_key("judge", name, n): value for name, value in judged.items()}, curve


def _missing(fact: Facts, test: Sample) -> str | None:
    return "no law" if isinstance(fact, Metric) and fact.of_law and test.fits is None else None
