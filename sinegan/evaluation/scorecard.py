"""The scorecard of a set of waves: every score with its interval, baseline and anchors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from sinegan.classifiers import c2st, noise_threshold
from sinegan.classifiers.cross_fitting import C2STResult
from sinegan.classifiers.models import CLASSIFIERS, Classifier
from sinegan.classifiers.tasks import ParallelMap, Report, Task
from sinegan.evaluation.baselines import Baselines, Setup, baselines
from sinegan.evaluation.make_score import make_score
from sinegan.measurement.sample import Sample, UnscorableError, measure
from sinegan.metrics import jackknife
from sinegan.metrics.baseline import MIN_SCORED, Calibration, Sizes
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.jackknife import Estimate
from sinegan.metrics.metric import Metric, MetricInfo
from sinegan.metrics.sine_quality import effective_bits
from sinegan.metrics.suite import metrics_of
from sinegan.schema.headlines import is_headline
from sinegan.schema.scores import NOT_APPLICABLE, Score, headline_values, score_key
from sinegan.waves.law import Law, SamplingGrid

SIZES = Sizes(n_waves=10_000, n_pairwise=2_000, n_classifier=2_000, classifier_repeats=3)
STEPS = 3 + len(CLASSIFIERS) + jackknife.TASKS + len(noise_threshold.LEVELS)
"""The total that `evaluate` reports its progress against."""


@dataclass(frozen=True, eq=False)
class Scorecard:
    """The result of `evaluate`.

    Attributes
    ----------
    scores
        In display order.
    real, generated
        Both sides, as measured.
    curve
        Result of each classifier by noise level.
    """

    scores: list[Score]
    real: Sample
    generated: Sample
    curve: dict[float, dict[str, C2STResult]]

    @property
    def effective_bits(self) -> float | None:
        """Of the median wave, measured against the closest target sine. None if the distribution is unknown."""
        sinad = headline_values(self.scores).get("sinad_db")
        return None if sinad is None else effective_bits(sinad)


def evaluate(
    real: NDArray[np.floating],
    generated: NDArray[np.floating],
    grid: SamplingGrid,
    seed: int,
    *,
    training: NDArray[np.floating] | None = None,
    block: NDArray[np.int64] | None = None,
    calibration: Calibration | None = None,
    classifiers: Sequence[Classifier] = CLASSIFIERS,
    parallel_map: ParallelMap[Any] = map,
    report: Report = lambda _done, _numbers: None,
) -> Scorecard:
    """Score generated waves against real ones.

    Parameters
    ----------
    real, generated
        Waves, ``(n, n_points)`` or ``(n, n_points, n_channels)`` each; any two n from 50 on.
    grid
        The `Law` of the real waves, or a bare `SamplingGrid` if their distribution is unknown. In that case the scores
        that require it have no value.
    seed
        Of the classifiers, of the noise added to their inputs, and of the baselines' draw if no calibration fits.
    training
        Waves that the generator may have copied, if known.
    block
        Of each real wave, if they are windows of a record that may overlap: classifiers are then tested on other blocks
        than they were trained on.
    calibration
        Sample sizes and baselines. Without one, the sizes are `SIZES`. If there are fewer waves, or another law, each
        baseline is a single comparison with a fresh draw; if the distribution is unknown there is none.
    classifiers
        Of the two-sample tests.
    parallel_map, report
        ``map``, or a function that does the same on several threads; and what is called with the number of steps done.

    Raises
    ------
    UnscorableError
        The waves have the wrong shape or hold NaN, or a score could not be computed.
    """
    # One thread per call: the bits of a matrix product depend on the number of threads.
    with threadpool_limits(1):
        sizes = _fitting(SIZES if calibration is None else calibration.sizes, min(len(real), len(generated)))
        setup = Setup(sizes, seed, classifiers)
        # Both in float32, as the GAN's waves are; otherwise a classifier recognises real waves by their rounding.
        kwargs: Any = {"training": training, "block": block}
        test = measure(grid, real.astype(np.float32), n_pairwise=sizes.n_pairwise, **kwargs)
        sample = measure(grid, generated[: sizes.n_waves].astype(np.float32), n_pairwise=sizes.n_pairwise)
        report(1, {})
        estimates, curve = _estimates(test, sample, setup, parallel_map, report)
        known = baselines(test, setup, calibration, estimates)
    report(STEPS, {})
    return Scorecard(_scores(test, setup, estimates, known), test, sample, curve)


def _scores(
    test: Sample, setup: Setup, estimates: Mapping[str, Estimate | None], known: Baselines
) -> list[Score]:  # fmt: skip
    has_law = isinstance(test.grid, Law)
    scores = []
    for key, (info, n) in setup.infos(test.grid).items():
        headline = is_headline(info.family, info.name, has_law=has_law)
        kwargs: Any = {"n": n, "anchors": known.anchors_of(key), "missing": _missing(info, test), "headline": headline}
        scores.append(make_score(info, estimates[key], known.by_key[key], **kwargs))
    return scores


def _fitting(sizes: Sizes, n: int) -> Sizes:
    if n < MIN_SCORED:
        raise UnscorableError(f"{n} waves are too few for a scorecard; give at least {MIN_SCORED}")
    return sizes.fitting(n)


def _estimates(
    test: Sample, sample: Sample, setup: Setup, parallel_map: ParallelMap[Any], report: Report
) -> tuple[dict[str, Estimate | None], dict[float, dict[str, C2STResult]]]:
    """Every score with its interval, and the result of each classifier by noise level."""
    n, (sizes, seed, classifiers) = setup.sizes.n_classifier, setup
    tests = c2st.tasks(test, sample, seed, n=n, repeats=sizes.classifier_repeats, classifiers=classifiers)
    metrics = metrics_of(test.grid)
    jackknifed = jackknife.tasks(metrics, Comparison(test, sample))
    levels = noise_threshold.sweep(test.take(slice(n)), sample.take(slice(n)), seed, classifiers=classifiers)
    # The last classifier takes longest: it comes first, so that no thread works alone at the end.
    tasks: list[Task] = [*reversed(tests.values()), *jackknifed, *levels.values()]
    done = []
    for result in parallel_map(lambda task: task(), tasks):
        done.append(result)
        report(1 + len(done), {})
    results = dict(zip(reversed(tests), done, strict=False))
    curve = dict(zip(levels, done[-len(levels) :], strict=True))
    estimates = jackknife.from_values(metrics, done[len(tests) : -len(levels)])
    values = {metric.key(sample): value for metric, value in zip(metrics, estimates, strict=True)}
    c2sts = c2st.estimates(results, noise_threshold.noise_threshold(curve), classifiers)
    return values | {score_key("c2st", name, n): value for name, value in c2sts.items()}, curve


def _missing(info: MetricInfo, test: Sample) -> str | None:
    return NOT_APPLICABLE if isinstance(info, Metric) and info.requires_law and test.fits is None else None
