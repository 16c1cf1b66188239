"""The benchmark is that of the published result, and carries what it needs."""

import numpy as np
import pytest

from benchmarks import baselines
from sinegan.benchmark import columns, protocol
from sinegan.evaluation import scorecard
from sinegan.waves.draw import draw_sets


def test_its_waves_stay_the_same() -> None:
    """A generator that was trained on them stays comparable: raise `protocol.VERSION` rather than these numbers."""
    pool, held_out = protocol.pool(), protocol.held_out()
    assert (pool.shape, held_out.shape) == ((100_000, 50), (10_000, 50))
    np.testing.assert_allclose(pool[0, :3], [0.46871504, 0.3891613, 0.31247163], rtol=1e-6)
    np.testing.assert_allclose(held_out[0, :3], [0.84621674, 0.90592915, 0.9521633], rtol=1e-6)
    means = [waves.mean(dtype=np.float64) for waves in (pool, held_out)]
    np.testing.assert_allclose(means, [0.49927858544, 0.50004210496], rtol=1e-8)


def test_the_sets_are_those_that_the_pipeline_draws() -> None:
    small = protocol.WAVES.model_copy(update={"n_pool": 200})
    np.testing.assert_array_equal(draw_sets(small)["test"].waves, protocol.held_out())


def test_every_score_has_a_baseline_for_its_sizes() -> None:
    calibration = protocol.calibration()
    assert calibration.sizes == scorecard.SIZES
    assert calibration.sizes.n_waves == protocol.N_WAVES
    assert all(column.baseline.sd is not None for column in columns.COLUMNS)


def test_baselines_of_another_law_are_refused() -> None:
    calibration = protocol.calibration()
    narrower = protocol.LAW.model_copy(update={"step": 0.05})
    with pytest.raises(baselines.OtherCalibrationError, match="is of other waves than the benchmark's"):
        baselines.content(calibration.model_copy(update={"law": narrower}))
    assert baselines.content(calibration) == calibration.model_dump()


def test_the_baseline_of_the_larger_statistic_follows_from_their_distribution() -> None:
    from scipy import stats

    x = np.linspace(0, 0.05, 2_001)
    above = 1 - stats.kstwo(protocol.N_WAVES).cdf(x) ** 2
    mean = np.trapezoid(above, x)
    sd = np.sqrt(np.trapezoid(2 * x * above, x) - mean**2)
    assert pytest.approx((mean, sd), rel=1e-4) == (columns.KS_MAX.mean, columns.KS_MAX.sd)
