"""The list of scores that freshly trained judges give."""

from collections.abc import Mapping, Sequence

import numpy as np

from sinegan.classifiers import noise_threshold
from sinegan.classifiers.cross_fitting import Verdicts, cross_fitted
from sinegan.classifiers.features import exhibits
from sinegan.classifiers.models import Judge
from sinegan.measurement.sample import Sample
from sinegan.metrics.comparison import Comparison
from sinegan.metrics.jackknife import Estimate
from sinegan.metrics.metric import Facts
from sinegan.schema.scores import score_key

_C2ST = "Lopez-Paz & Oquab 2017, arXiv 1610.06545"
_FITTED = "each half of the waves judged after learning from the other, all repeats pooled"


def facts(ladder: Sequence[Judge]) -> tuple[Facts, ...]:
    """What to know of each score, in the order in which they are shown."""
    rungs = [
        Facts("judge", f"{judge.name}_{kind}", "floor", "", (0, 1), "1/2: chance",
              f"{judge.looks_at}; {_FITTED}", judge.blind_to, _C2ST)
        for judge in ladder
        for kind in ("accuracy", "auc")
    ]  # fmt: skip
    return (
        *rungs,
        Facts("judge", "strongest_accuracy", "floor", "", (0, 1), "1/2; the floor, being the best of several",
              f"accuracy of the best of {', '.join(judge.name for judge in ladder if judge.counts)}",
              "how much better than needed it is: at 1 it says only that it won", _C2ST),
        Facts("judge", "sigma_star", "lower", "y", (0, 33), "0",
              "least white noise on both sides that brings the strongest judge below 55 %; levels a factor 2 apart, "
              "log-linear between", "copies; which fault it was", "this project"),
    )  # fmt: skip


def verdicts(
    real: Sample, generated: Sample, seed: int, *, n: int, repeats: int, ladder: Sequence[Judge]
) -> dict[str, Verdicts]:
    """The verdicts of each judge, pooled over `repeats` disjoint sets of `n` waves of each side."""
    shown = exhibits(real), exhibits(generated)
    rng = np.random.default_rng(seed)
    rows = [rng.permutation(len(side.waves))[: n * repeats].reshape(repeats, n) for side in shown]
    found: dict[str, Verdicts] = {}
    for judge in ladder:
        parts = [
            cross_fitted(judge, shown[0].take(rows[0][turn]), shown[1].take(rows[1][turn]), rng)
            for turn in range(repeats)
        ]
        found[judge.name] = Verdicts.pooled(parts)
    return found


def estimates(found: Mapping[str, Verdicts], sigma_star: Estimate, ladder: Sequence[Judge]) -> dict[str, Estimate]:
    """The value of each score with its interval, by name."""
    rungs = {
        f"{name}_{kind}": value
        for name, verdict in found.items()
        for kind, value in (("accuracy", verdict.accuracy), ("auc", verdict.ranking))
    }
    best = noise_threshold.strongest({judge.name: found[judge.name] for judge in ladder if judge.counts})
    return rungs | {"strongest_accuracy": best.accuracy, "sigma_star": sigma_star}


def quick_values(
    comparison: Comparison, seed: int, *, n: int, repeats: int, ladder: Sequence[Judge]
) -> dict[str, float | None]:
    """The value of each score without an interval, by `score_key`; sigma* by bisection instead of a whole sweep."""
    real, generated = comparison.real, comparison.generated
    found = verdicts(real, generated, seed, n=n, repeats=repeats, ladder=ladder)
    sigma = noise_threshold.quick_sigma_star(real.take(slice(n)), generated.take(slice(n)), seed, ladder=ladder)
    values = estimates(found, Estimate(sigma, sigma, sigma), ladder)
    return {score_key("judge", name, n): value.value for name, value in values.items()}
