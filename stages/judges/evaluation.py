"""The whole evaluation of a generator: every score with its floor, and the headlines."""

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from stages.gan.networks import WaveDiscriminator
from stages.judges import suite as judges
from stages.judges.options import Evaluate
from stages.metrics import suite as metrics
from stages.metrics.metric import Facts
from stages.metrics.sample import Sample, measure
from stages.waves.law import Law

HEADLINES = {
    "reference_sinad_median_db": "quality/reference_sinad_median",
    "valid_share": "quality/valid_share",
    "coverage": "law/coverage",
    "ks_frequency": "law/ks_frequency",
    "ks_phase": "law/ks_phase",
    "spread_per_point": "variety/spread_per_point",
    "log_spectral_distance_db": "spectrum/log_spectral_distance",
    "judge_accuracy": "judge/accuracy",
}
"""What ``dvc metrics`` and the README show; the rest is in the full table."""


def score(
    params: Evaluate,
    law: Law,
    discriminator: WaveDiscriminator,
    *,
    test: NDArray[np.float32],
    reference: NDArray[np.float32],
    generated: NDArray[np.float32],
) -> tuple[dict[str, dict[str, Any]], Sample]:
    """Score generated waves against the test set, and the reference set, also real, as the floor.

    Returns
    -------
    scores
        By ``<family>/<name>``: ``value``, ``floor`` and the score's facts.
    sample
        The generated waves as measured.
    """
    # One thread: the bits of a matrix product depend on the number of threads.
    with threadpool_limits(1):
        real, sample = measure(law, test), measure(law, generated)
        floor_sample = measure(law, reference)
        n = min(params.judge_waves, len(test), len(reference), len(generated))
        values, floors = (
            metrics.evaluate(real, candidate) | judges.evaluate(discriminator, test, waves, n_fresh=n, seed=params.seed)
            for candidate, waves in ((sample, generated), (floor_sample, reference))
        )
    facts: dict[str, Facts] = {f"{fact.family}/{fact.name}": fact for fact in (*metrics.METRICS, *judges.FACTS)}
    return {key: {"value": values[key], "floor": floors[key], **_plain(fact)} for key, fact in facts.items()}, sample


def headlines(scores: dict[str, dict[str, Any]]) -> dict[str, float]:
    """The values of the headlines, by the names that `HEADLINES` gives them."""
    return {name: scores[key]["value"] for name, key in HEADLINES.items()}


def measured(sample: Sample) -> dict[str, NDArray[Any]]:
    """Waves, fits and spectra as named arrays, for pictures and further study.

    ``waves`` float32 ``(n, n_points)``; ``reference_*`` and ``free_*`` float64 ``(n,)``; ``valid`` ``(n,)``;
    ``spectra`` float64 ``(n, n_points // 2 + 1)``.
    """
    fits = {"reference": sample.reference, "free": sample.free}
    arrays: dict[str, NDArray[Any]] = {
        f"{name}_{field}": values for name, fit in fits.items() for field, values in vars(fit).items()
    }
    return arrays | {"waves": sample.waves.astype(np.float32), "valid": sample.valid, "spectra": sample.spectra}


def _plain(fact: Facts) -> dict[str, str]:
    return {name: value for name, value in asdict(fact).items() if isinstance(value, str)}
