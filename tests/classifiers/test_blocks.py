"""Windows of a record that overlap: classifiers, noise threshold and baselines keep blocks together."""

import dataclasses

import numpy as np
import pytest

from sinegan.calibration.calibrate import Calibrator, calibrate
from sinegan.calibration.options import Calibrate
from sinegan.classifiers import c2st, noise_threshold
from sinegan.classifiers.models import CLASSIFIERS
from sinegan.measurement.periodogram import mean_spectra
from sinegan.measurement.sample import Sample, measure
from sinegan.metrics.baseline import Sizes
from sinegan.waves.draw import HeldOutWindows
from sinegan.waves.law import SamplingGrid

GRID = SamplingGrid(n_points=16, step=1.0)
NEAREST = CLASSIFIERS[1:2]
N_BLOCKS, PER_BLOCK = 12, 20


@pytest.fixture(scope="module")
def windows() -> HeldOutWindows:
    """Of random walks, one to a block, in random order."""
    rng = np.random.default_rng(5)
    walks = rng.normal(0, 0.1, (N_BLOCKS, GRID.n_points + PER_BLOCK - 1)).cumsum(axis=1)
    views = np.lib.stride_tricks.sliding_window_view(walks, GRID.n_points, axis=1).reshape(-1, GRID.n_points)
    order = rng.permutation(len(views))
    return HeldOutWindows(views[order].astype(np.float32), np.repeat(np.arange(N_BLOCKS), PER_BLOCK)[order])


def sides(windows: HeldOutWindows, *, in_blocks: bool) -> list[Sample]:
    """Windows of one half of the blocks, and of the other."""
    halves = (windows.block % 2 == 0, windows.block % 2 == 1)
    blocks = [windows.block[rows] if in_blocks else None for rows in halves]
    return [measure(GRID, windows.waves[rows], block=block) for rows, block in zip(halves, blocks, strict=True)]


def accuracy(real: Sample, generated: Sample) -> float:
    results = c2st.two_sample_tests(real, generated, 1, n=120, repeats=1, classifiers=NEAREST)
    return results["nearest_neighbour"].accuracy.value


def test_overlapping_windows_are_recognised_unless_blocks_are_kept_together(windows) -> None:
    assert accuracy(*sides(windows, in_blocks=False)) > 0.85
    assert accuracy(*sides(windows, in_blocks=True)) < 0.7


def test_the_noise_threshold_keeps_blocks_together(windows) -> None:
    levels = [
        noise_threshold.with_noise(*sides(windows, in_blocks=in_blocks), 1, 0.0, classifiers=NEAREST)
        for in_blocks in (False, True)
    ]
    apart, together = (level["nearest_neighbour"].accuracy.value for level in levels)
    assert apart > 0.85
    assert together < 0.7


def test_a_subset_knows_its_blocks(windows) -> None:
    sample = measure(GRID, windows.waves, block=windows.block, n_pairwise=30)
    np.testing.assert_array_equal(sample.subset.block, windows.block[:30])


def test_baselines_split_whole_blocks(windows) -> None:
    options = Calibrate(
        n_waves=100, n_pairwise=100, n_classifier=100, classifier_repeats=1, baseline_repeats=3,
        classifier_baseline_repeats=3, seed=2,
    )  # fmt: skip
    test, reference = (
        HeldOutWindows(windows.waves[rows], windows.block[rows]) for rows in (windows.block < 6, windows.block >= 6)
    )

    def baseline(*blocks: np.ndarray | None) -> float | None:
        calibration = calibrate(
            GRID, test.waves, reference.waves, windows.waves, options, classifiers=NEAREST, blocks=blocks
        )
        assert calibration.sizes.n_waves == 100
        return calibration.baselines["c2st_100/nearest_neighbour_accuracy"].mean

    assert baseline(test.block, reference.block) < 0.75
    without = baseline(None, None)
    assert without == pytest.approx(0.5, abs=0.15), "a window and its neighbour are as often on the same side as not"


def test_baselines_are_as_large_as_the_smaller_half_of_the_blocks(windows) -> None:
    options = Calibrate(
        n_waves=1_000, n_pairwise=1_000, n_classifier=1_000, classifier_repeats=3, baseline_repeats=3,
        classifier_baseline_repeats=3, seed=2,
    )  # fmt: skip
    rows = (windows.block > 0) | (np.arange(len(windows)) < 60)  # fewer of block 0
    few = dataclasses.replace(windows, waves=windows.waves[rows], block=windows.block[rows])
    parts = [few.block < 6, few.block >= 6]
    calibration = calibrate(
        GRID, *(few.waves[part] for part in parts), few.waves, options, classifiers=NEAREST,
        blocks=[few.block[part] for part in parts],
    )  # fmt: skip
    assert calibration.sizes.n_waves == 100 + (few.block == 0).sum()


def test_the_sides_of_a_baseline_are_from_different_blocks(windows) -> None:
    real = measure(GRID, windows.waves, block=windows.block)
    sizes = Sizes(n_waves=100, n_pairwise=100, n_classifier=100, classifier_repeats=1)
    both = Calibrator(real, sizes, 0, windows.waves, NEAREST)._random_halves(np.random.default_rng(1))
    assert len(both.real.waves) == len(both.generated.waves) == 100
    assert set(both.real.block).isdisjoint(both.generated.block)
    assert len(set(both.real.block)) == N_BLOCKS // 2


def test_the_band_of_spectra_is_that_of_whole_blocks(windows) -> None:
    few = windows.block < 5
    sets = {"test": HeldOutWindows(windows.waves[few], windows.block[few])} | {"reference": windows}
    spectra = mean_spectra(GRID, sets, np.ones((1, 9)))
    power = measure(GRID, windows.waves).spectra
    parts = [(0, 1), (2, 3), *((number,) for number in range(12))]  # ten parts of twelve blocks, five of five
    means = [power[np.isin(windows.block, part)].mean(axis=0) for part in parts]
    np.testing.assert_allclose(spectra.lowest, np.min(means, axis=0))
    np.testing.assert_allclose(spectra.highest, np.max(means, axis=0))
