"""The corruptions of a calibration: their names, and strengths from weak to strong."""

import numpy as np
import pytest

from sinegan.calibration import corruptions
from sinegan.calibration.corruption_grid import CORRUPTIONS
from sinegan.calibration.corruptions import CleanWaves
from sinegan.metrics.baseline import ANCHORS
from sinegan.waves.draw import draw
from tests.calibration.small_calibration import N

# A mean over an even number of points is half a point late, which shifts each wave but leaves it a sine.
IN_PLACE = [corruption for corruption in CORRUPTIONS if corruption.name not in ("none", "smoothing")]


@pytest.mark.parametrize("corruption", IN_PLACE, ids=lambda corruption: corruption.name)
def test_each_changes_the_waves_more_the_stronger_it_is(law, corruption):
    fresh = draw(law, 2_500, np.random.default_rng(17))  # more than the most distinct waves, 2,000
    training = draw(law, 100, np.random.default_rng(18)).waves.astype(float)
    changes = []
    for strength in corruption.strengths:
        clean = CleanWaves(law, fresh.offset, fresh.multiplier, training, np.random.default_rng(19))
        changes.append(np.square(corruption.apply(clean, strength) - clean.waves).mean())
    assert changes[0] > 0
    assert changes == sorted(set(changes))


def test_smoothing_over_more_points_flattens_more(clean):
    strengths = next(corruption.strengths for corruption in CORRUPTIONS if corruption.name == "smoothing")
    deviations = [corruptions.smoothing(clean, points).std() for points in (1, *strengths)]
    assert deviations == sorted(set(deviations), reverse=True)


def test_names_are_unique_and_strengths_go_from_weak_to_strong():
    assert len({corruption.name for corruption in CORRUPTIONS}) == len(CORRUPTIONS)
    for corruption in CORRUPTIONS:
        fewer_is_worse = corruption.name == "few distinct waves"
        assert list(corruption.strengths) == sorted(corruption.strengths, reverse=fewer_is_worse)


def test_anchors_are_among_them():
    pairs = {(corruption.name, strength) for corruption in CORRUPTIONS for strength in corruption.strengths}
    assert set(ANCHORS.values()) <= pairs


@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=lambda corruption: corruption.name)
def test_each_gives_as_many_finite_waves(clean, corruption):
    for strength in corruption.strengths:
        waves = corruption.apply(clean, strength)
        assert waves.shape == (N, 50)
        assert np.isfinite(waves).all()
