"""What is declared of each score: how much it may differ, and what it cannot detect."""

import pytest

from sinegan.metrics.metric import Metric
from sinegan.metrics.suite import METRICS

N = 400  # below n_pairwise, so that all waves are used in any order
SIGMAS = (0.02, 0.1, 0.4)

# How much the scores of two fresh draws of 400 waves may differ; a larger difference on the bad side is a detection.
TOLERANCES = {
    "quality/sinad_db": 1.0,
    "quality/sinad_p5_db": 1.0,
    "quality/free_sinad_db": 1.0,
    "quality/valid_fraction": 0.0,
    "quality/amplitude_error": 1e-8,  # rounding is clipped
    "quality/centre_error": 1e-8,
    "quality/recurrence_residual": 1e-8,
    "quality/high_band_power_db": 1.5,  # a mean dominated by few waves: draws differ by 0.3 dB, those of 150 by more
    "quality/harmonic_distortion_db": 1.0,
    "distribution/ks_frequency": 0.07,  # 1.36 / sqrt(400) = 0.068
    "distribution/ks_phase": 0.068,
    "distribution/wasserstein_frequency": 0.02,  # 0.013 +- 0.005
    "distribution/wasserstein_phase": 0.12,  # 0.08 +- 0.03
    "distribution/grid_coverage": 0.06,  # of 0.632, four standard deviations
    "distribution/grid_entropy": 0.02,
    "distribution/mutual_information": 0.08,  # 0.53 +- 0.015
    "manifold/manifold_precision_0.01": 0.0,
    "manifold/manifold_recall_0.01": 0.07,  # sqrt(0.1 * 0.9 / 400) = 0.015 of either draw
    "manifold/manifold_precision_0.03": 0.0,
    "manifold/manifold_recall_0.03": 0.12,
    "diversity/std_per_point": 0.01,
    "spectrum/spectral_distance_db": 0.8,  # draws of this size differ by up to 0.5 dB
    "spectrum/spectral_wasserstein": 0.05,
    "sample/mmd_narrow": 0.008,  # a set against itself is 2 (1 - mean kernel) / 400 = 0.005 below 0
    "sample/mmd_median": 0.004,
    "sample/sliced_wasserstein": 0.015,
    "sample/precision": 0.02,
    "sample/recall": 0.02,
    "sample/density": 0.2,  # a set against itself has 6 / 5: each wave is in its own ball
    "sample/coverage": 0.04,
    "sample/frechet_distance": 0.02,
    "tstr/error_ratio": 0.12,
    "memorization/memorization": 0.1,  # sqrt(1 / (6 * 400)) = 0.02 of either draw
}

# Corruptions that a score cannot detect, with the words of its description that say so.
BLIND = {
    ("quality/sinad_db", "mode_collapse"): "collapse",
    ("quality/sinad_p5_db", "mode_collapse"): "collapse",
    ("quality/free_sinad_db", "mode_collapse"): "collapse",
    ("quality/valid_fraction", "mode_collapse"): "collapse",
    ("quality/amplitude_error", "mode_collapse"): "everything but amplitude",
    ("quality/centre_error", "mode_collapse"): "everything but the centre",
    ("quality/centre_error", "flat"): "everything but the centre",
    ("quality/recurrence_residual", "mode_collapse"): "collapse",
    ("quality/recurrence_residual", "flat"): "amplitude",
    ("quality/high_band_power_db", "mode_collapse"): "collapse",
    ("quality/harmonic_distortion_db", "mode_collapse"): "collapse",
    ("distribution/ks_phase", "noise"): "the quality of the waves",
    ("distribution/wasserstein_phase", "noise"): "the quality of the waves",
    ("manifold/manifold_precision_0.01", "mode_collapse"): "collapse",
    ("manifold/manifold_precision_0.03", "mode_collapse"): "collapse",
    ("diversity/std_per_point", "noise"): "noise of equal standard deviation",
    ("sample/precision", "mode_collapse"): "collapse",
}

# Corruptions with which a score has no value.
NO_VALUE = {("quality/harmonic_distortion_db", "flat")}  # no wave holds a cycle

# Corruptions with which a score is a ratio of two rounding errors, which differs between processors.
ROUNDING = {("quality/free_sinad_db", "flat")}  # amplitude 0 over residual 0

# Scores that need not get worse as noise grows.
INSENSITIVE = {
    "distribution/ks_frequency": "white noise blurs the fitted frequency, and does not shift it",
    "distribution/ks_phase": "white noise blurs the fitted phase, and does not shift it",
    "distribution/wasserstein_phase": "white noise blurs the fitted phase, and does not shift it",
    "distribution/mutual_information": "noise of frequency does not depend on phase",
    "sample/recall": "the balls around noisy waves grow with the noise, until they hold all real waves",
}

# Scores that differ between 150 and 400 perfect waves.
BIASED = {
    "distribution/grid_coverage": "150 waves cannot reach as many cells",
    "distribution/grid_entropy": "biased low by about 200 / n / log 400",
    "distribution/mutual_information": "biased upward by about 361 / (2 n) at most",
    "manifold/manifold_recall_0.01": "fewer waves are near fewer others",
    "manifold/manifold_recall_0.03": "fewer waves are near fewer others",
    "sample/coverage": "fewer waves reach fewer balls",
    "tstr/error_ratio": "fewer waves to train on",
}

# Scores that train on some real waves and test on others; and on as many generated ones.
SPLITS_REAL = {"tstr/error_ratio"}


def key(metric: Metric) -> str:
    return f"{metric.family}/{metric.name}"


every_metric = pytest.mark.parametrize("metric", METRICS, ids=key)


def worse(metric: Metric, value: float, baseline: float) -> float:
    """How much worse than the baseline a value is; below 0 if better."""
    return {"higher": baseline - value, "lower": value - baseline, "baseline": abs(value - baseline)}[metric.better]
