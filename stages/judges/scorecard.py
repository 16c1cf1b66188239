"""The whole scorecard of a set of waves: every score with its interval, its floor and its anchors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from stages.judges import resolution, suite
from stages.judges.ladder import LADDER, Judge
from stages.judges.options import Calibration, Floor, Sizes
from stages.judges.resolution import Each
from stages.judges.rows import row
from stages.judges.verdicts import Verdicts
from stages.metrics.impairments import COLLAPSED, NOISE
from stages.metrics.jackknife import Estimate, estimate
from stages.metrics.metric import Facts
from stages.metrics.sample import Sample, UnscorableError, measure
from stages.metrics.suite import METRICS
from stages.metrics.suite import evaluate as values_of
from stages.waves.draw import draw
from stages.waves.law import Axis

Scores = dict[str, dict[str, Any]]
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
        By ``<family>/<name>``, as `row` has them.
    real, generated
        Both sides as measured.
    curve
        Verdicts of each judge by level of noise.
    """

    scores: Scores
    real: Sample
    generated: Sample
    curve: dict[float, dict[str, Verdicts]]


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
        # In float32 both, as the GAN's waves are: else a judge tells real waves by their rounding.
        test = measure(axis, real.astype(np.float32), n_few=sizes.n_few, training=training)
        sample = measure(axis, generated[: sizes.n_waves].astype(np.float32), n_few=sizes.n_few)
        report(1, {})
        found, curve = _estimates(test, sample, seed, sizes, ladder, each, report)
        facts = _facts(sample, sizes, ladder)
        if calibration is None or not calibration.fits(axis, sizes, facts):
            floors = _one_comparison(test, seed, sizes, ladder) if test.fits else dict.fromkeys(facts, _NONE)
            anchors: dict[str, Mapping[str, float | None]] = {}
        else:
            floors = dict(calibration.floors)
            anchors = {"collapsed": calibration.anchor(*COLLAPSED), "noise": calibration.anchor(*NOISE)}
    for key in [key for key, fact in facts.items() if fact.family == "copying" and training is None]:
        floors[key] = Floor(mean=None, sd=None, repeats=floors[key].repeats)  # real waves have no value here either
    report(STEPS, {})
    rows = {
        key: row(fact, found[key], floors[key], {name: values.get(key) for name, values in anchors.items()})
        for key, fact in facts.items()
    }
    for key in [] if test.fits else [metric.key(sample) for metric in METRICS if metric.of_law]:
        rows[key]["missing"] = "no law"
    return Scorecard(rows, test, sample, curve)


def _estimates(
    test: Sample, sample: Sample, seed: int, sizes: Sizes, ladder: Sequence[Judge], each: Each[Any], report: Report
) -> tuple[dict[str, Estimate | None], dict[float, dict[str, Verdicts]]]:
    """Every score with its interval, and the judges' verdicts by level of noise."""
    found: dict[str, Estimate | None] = {}
    values_of(test, sample)  # raises where a score fails
    for metric, value in zip(METRICS, each(lambda metric: estimate(metric, test, sample), METRICS), strict=True):
        found[metric.key(sample)] = value
        report(1 + len(found), {})
    n = sizes.n_judged
    verdicts = suite.verdicts(test, sample, seed, n=n, repeats=sizes.judge_repeats, ladder=ladder)
    report(2 + len(METRICS), {})
    curve = {}
    for level, heard in resolution.sweep(test.take(slice(n)), sample.take(slice(n)), seed, ladder=ladder, each=each):
        curve[level] = heard
        report(2 + len(METRICS) + len(curve), {})
    judged = suite.estimates(verdicts, resolution.sigma_star(curve), ladder)
    return found | {f"judge_{n}/{name}": value for name, value in judged.items()}, curve


def _fitting(sizes: Sizes, n: int) -> Sizes:
    if n < FEWEST:
        raise UnscorableError(f"{n} waves are too few for a scorecard; give at least {FEWEST}")
    return sizes.fitting(n)


def _one_comparison(test: Sample, seed: int, sizes: Sizes, ladder: Sequence[Judge]) -> dict[str, Floor]:
    """Floors from one fresh draw of real waves."""
    fresh = draw(test.law, sizes.n_waves, np.random.default_rng([seed, 2])).waves
    sample, n = measure(test.law, fresh, n_few=sizes.n_few), sizes.n_judged
    values = values_of(test, sample)
    verdicts = suite.verdicts(test, sample, seed, n=n, repeats=sizes.judge_repeats, ladder=ladder)
    sigma = resolution.quick_sigma_star(test.take(slice(n)), sample.take(slice(n)), seed, ladder=ladder)
    for name, value in suite.estimates(verdicts, Estimate(sigma, sigma, sigma), ladder).items():
        values[f"judge_{n}/{name}"] = value.value
    return {key: Floor(mean=value, sd=None, repeats=1) for key, value in values.items()}


def _facts(sample: Sample, sizes: Sizes, ladder: Sequence[Judge]) -> dict[str, Facts]:
    metrics: dict[str, Facts] = {metric.key(sample): metric for metric in METRICS}
    return metrics | {f"judge_{sizes.n_judged}/{fact.name}": fact for fact in suite.facts(ladder)}
