"""Drawn waves: their values, their distributions and their random streams."""

import itertools

import numpy as np
import pytest
from scipy import stats

from sinegan.waves import draw as drawing
from sinegan.waves.draw import DrawnWaves, draw, draw_sets, render
from sinegan.waves.law import Law, frequency_cdf
from sinegan.waves.options import Waves

HALF_ULP = 2.0**-25  # of float32 between 1/2 and 1: the most that rounding a value of a wave can move it


def sets(law: Law, **changes: int) -> dict[str, DrawnWaves]:
    sizes = {"n_pool": 300, "n_test": 200, "n_reference": 250, "seed": 5}
    return draw_sets(Waves.model_validate(law.model_dump() | sizes | changes))


def raw(drawn: DrawnWaves) -> bytes:
    return drawn.waves.tobytes() + drawn.offset.tobytes() + drawn.multiplier.tobytes()


def formula(law: Law, drawn: DrawnWaves) -> np.ndarray:
    return np.sin(drawn.offset[:, None] + drawn.multiplier[:, None] * np.arange(law.n_points) * law.step) / 2 + 1 / 2


def test_render_gives_known_values(law):
    wave = render(law, np.array([0.0, np.pi / 2]), np.array([1.0, 1.5]))[:, [0, 10]]
    # At x = 0 and x = 1: sin(0) / 2 + 1/2, sin(1) / 2 + 1/2; sin(pi/2) / 2 + 1/2, cos(1.5) / 2 + 1/2.
    np.testing.assert_allclose(wave, [[0.5, 0.9207354924], [1.0, 0.5353686008]], rtol=1e-10)


def test_mean_square_about_the_centre_is_half_the_squared_amplitude(law, rng):
    # Each point's phase is nearly uniform, so (y - 1/2)^2 has mean 1/8 and standard deviation 0.088, over 4,000 waves.
    power = ((draw(law, 4000, rng).waves.astype(float) - 0.5) ** 2).mean(axis=0)
    np.testing.assert_allclose(power, 0.125, atol=5 * 0.088 / np.sqrt(4000))


def test_waves_are_computed_in_float64_and_stored_in_float32(law, rng):
    drawn = draw(law, 500, rng)
    assert drawn.waves.dtype == np.float32
    assert render(law, drawn.offset, drawn.multiplier).dtype == np.float64
    # Computed in float32, the waves would be off by up to 100 * 2^-24.
    assert np.abs(drawn.waves - formula(law, drawn)).max() <= HALF_ULP * (1 + 1e-6)


def test_block_size_does_not_matter_for_large_draws(law, rng):
    drawn = draw(law, 10_003, rng)
    assert np.abs(drawn.waves - formula(law, drawn)).max() <= HALF_ULP * (1 + 1e-6)


def test_block_size_does_not_change_bytes(law, monkeypatch):
    whole = draw(law, 100, np.random.default_rng(3))
    monkeypatch.setattr(drawing, "_ROWS_AT_ONCE", 7)
    assert raw(draw(law, 100, np.random.default_rng(3))) == raw(whole)


def test_drawn_parameters_follow_the_law(law):
    drawn = draw(law, 5000, np.random.default_rng(11))
    assert stats.kstest(drawn.multiplier, lambda multiplier: frequency_cdf(law, multiplier)).pvalue > 0.01
    assert stats.kstest(drawn.offset, stats.uniform(0, 100).cdf).pvalue > 0.01


def test_offset_and_multiplier_are_independent(law):
    drawn = draw(law, 5000, np.random.default_rng(11))
    assert abs(np.corrcoef(drawn.offset, drawn.multiplier)[0, 1]) < 4 / np.sqrt(5000)


def test_sets_have_the_requested_sizes(law):
    shapes = {name: drawn.waves.shape for name, drawn in sets(law).items()}
    assert shapes == {"pool": (300, 50), "test": (200, 50), "reference": (250, 50)}


def test_sets_have_independent_streams(law):
    drawn = sets(law)
    for left, right in itertools.combinations(drawn, 2):
        pair = [drawn[name].multiplier[:200] for name in (left, right)]
        assert not np.isin(*pair).any(), (left, right)
        assert abs(np.corrcoef(pair)[0, 1]) < 4 / np.sqrt(200), (left, right)


@pytest.mark.parametrize(("name", "stream"), [("pool", 0), ("test", 2), ("reference", 3)])
def test_the_stream_of_each_set_does_not_change(law, name, stream):
    children = np.random.SeedSequence(5).spawn(4)
    expected = draw(law, len(sets(law)[name].waves), np.random.default_rng(children[stream]))
    assert raw(sets(law)[name]) == raw(expected)


@pytest.mark.parametrize("grown", ["pool", "test", "reference"])
def test_a_larger_set_does_not_change_the_others(law, grown):
    before, after = sets(law), sets(law, **{f"n_{grown}": 400})
    same = {name for name in before if raw(before[name]) == raw(after[name])}
    assert same == set(before) - {grown}


def test_bytes_depend_only_on_the_seed(law):
    first, again, other = sets(law), sets(law), sets(law, seed=6)
    for name, drawn in first.items():
        assert raw(drawn) == raw(again[name])
        assert not np.isin(drawn.multiplier, other[name].multiplier).any()
