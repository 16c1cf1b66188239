"""The scores of the classifier two-sample tests (C2ST)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from sinegan.classifiers import features, noise_threshold
from sinegan.classifiers.cross_fitting import C2STResult, cross_fitted, split
from sinegan.classifiers.models import Classifier
from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.jackknife import Estimate
from sinegan.metrics.metric import MetricInfo
from sinegan.schema.scores import score_key

_C2ST = "Lopez-Paz & Oquab 2017, arXiv 1610.06545"
_PROTOCOL = "trained on each half of the waves and tested on the other, all repeats pooled"


def infos(classifiers: Sequence[Classifier]) -> tuple[MetricInfo, ...]:
    """What to know about each score, in display order."""
    each = [
        MetricInfo("c2st", f"{classifier.name}_{kind}", "baseline", "", (0, 1), "1/2: chance",
                   f"{classifier.looks_at}; {_PROTOCOL}", classifier.blind_to, _C2ST)
        for classifier in classifiers
        for kind in ("accuracy", "auc")
    ]  # fmt: skip
    counting = [classifier for classifier in classifiers if classifier.in_strongest]
    strongest = ", ".join(classifier.name for classifier in counting)
    without = ", ".join(classifier.name for classifier in counting if not classifier.in_threshold)
    tested = f"classifier (without {without})" if without else "classifier"
    return (
        *each,
        MetricInfo("c2st", "c2st_accuracy", "baseline", "", (0, 1), "1/2; the baseline, as the best of several",
                   f"accuracy of the best of {strongest}", "the size of the difference, once it is 1", _C2ST),
        MetricInfo("c2st", "noise_threshold", "lower", "y", (0, 33), "0",
                   f"smallest white noise on both sides that brings the strongest {tested} below 55 %; levels a "
                   "factor of 2 apart, log-linear between them", "copies; the kind of defect", "this project"),
    )  # fmt: skip


def two_sample_tests(
    real: Sample, generated: Sample, seed: int, *, n: int, repeats: int, classifiers: Sequence[Classifier]
) -> dict[str, C2STResult]:
    """The result of each classifier, pooled over `repeats` disjoint sets of `n` waves of each side."""
    each = tasks(real, generated, seed, n=n, repeats=repeats, classifiers=classifiers)
    return {name: task() for name, task in each.items()}


def tasks(
    real: Sample, generated: Sample, seed: int, *, n: int, repeats: int, classifiers: Sequence[Classifier]
) -> dict[str, Callable[[], C2STResult]]:
    """What to compute, in any order, for `two_sample_tests`; random numbers are drawn here."""
    inputs = features.extract(real), features.extract(generated)
    rng = np.random.default_rng(seed)
    rows = [rng.permutation(len(side))[: n * repeats].reshape(repeats, n) for side in inputs]
    sides = [[side[some] for side, some in zip(inputs, both, strict=True)] for both in zip(*rows, strict=True)]
    blocks = [
        [None if side.block is None else side.block[some] for some in all_rows]
        for side, all_rows in zip((real, generated), rows, strict=True)
    ]
    splits = {
        classifier.name: [split(n, both, rng) for both in zip(*blocks, strict=True)] for classifier in classifiers
    }

    def pooled(classifier: Classifier) -> C2STResult:
        turns = zip(sides, splits[classifier.name], blocks[0], strict=True)
        results = [cross_fitted(classifier, a, b, real.grid.width, split, block) for (a, b), split, block in turns]
        return C2STResult.pooled(results)

    return {classifier.name: partial(pooled, classifier) for classifier in classifiers}


def estimates(
    results: Mapping[str, C2STResult], threshold: Estimate, classifiers: Sequence[Classifier]
) -> dict[str, Estimate]:
    """The value of each score with its interval, by name; `threshold` is the noise threshold."""
    each = {
        f"{name}_{kind}": value
        for name, result in results.items()
        for kind, value in (("accuracy", result.accuracy), ("auc", result.auc_interval))
    }
    counting = {classifier.name: results[classifier.name] for classifier in classifiers if classifier.in_strongest}
    best = noise_threshold.strongest(counting)
    return each | {"c2st_accuracy": best.accuracy, "noise_threshold": threshold}


def quick_values(
    comparison: Comparison, seed: int, *, n: int, repeats: int, classifiers: Sequence[Classifier]
) -> dict[str, float | None]:
    """The value of each score by key, without intervals; the noise threshold by bisection instead of a sweep."""
    real, generated = comparison.real, comparison.generated
    results = two_sample_tests(real, generated, seed, n=n, repeats=repeats, classifiers=classifiers)
    sigma = noise_threshold.quick_noise_threshold(
        real.take(slice(n)), generated.take(slice(n)), seed, classifiers=classifiers
    )
    values = estimates(results, Estimate(sigma, sigma, sigma), classifiers)
    return {score_key("c2st", name, n): value.value for name, value in values.items()}
