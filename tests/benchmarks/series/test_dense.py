"""The dense classifier of the benchmark sees points and their differences, channel by channel."""

import numpy as np
import pytest

from benchmarks.series.dense import dense_classifier, with_differences
from sinegan.classifiers.cross_fitting import cross_fitted, random_split
from sinegan.waves.channels import ChannelGrid
from sinegan.waves.law import SamplingGrid


def test_differences_are_along_time_and_never_from_one_channel_to_the_next() -> None:
    vectors = np.array([[1.0, 2, 4, 10, 20, 40]])
    assert with_differences(vectors, 3).tolist() == [[1, 2, 4, 10, 20, 40, 1, 2, 10, 20, 1, 10]]


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_it_sees_faint_white_noise_on_smooth_series() -> None:
    rng = np.random.default_rng(0)
    frequency, phase = rng.uniform(0, 0.1, (2, 800, 1, 2))
    smooth = ((np.sin(frequency * np.arange(24)[:, None] + phase) + 1) / 2).transpose(0, 2, 1).reshape(800, 48)
    noisy = smooth[400:] + rng.normal(0, 0.01, (400, 48))
    grid = ChannelGrid(n_points=24, step=1.0, n_channels=2)
    result = cross_fitted(dense_classifier(grid), smooth[:400], noisy, 48, random_split(400, rng))
    assert result.accuracy.value > 0.9


def test_it_counts_as_a_classifier_but_takes_no_part_in_the_noise_threshold() -> None:
    classifier = dense_classifier(SamplingGrid(n_points=20, step=1.0))
    assert classifier.in_strongest
    assert not classifier.in_threshold
