"""From a source to sets: drawn, or split and scaled; and what was understood, in words."""

import subprocess
import sys

import numpy as np
import pytest

from sinegan.datasets import description, prepare, splits
from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.user_series import UserSeries
from sinegan.waves.channels import ChannelGrid
from sinegan.waves.dataset import from_arrays, to_arrays
from sinegan.waves.draw import DrawnWaves, HeldOutWindows
from sinegan.waves.law import Law, SamplingGrid
from sinegan.waves.windows import WindowSet
from tests.closure import ROOT
from tests.datasets.series_files import options

NAMES = ("pool", "test", "reference")
SIZES = {"n_pool": 100_000, "n_test": 10_000, "n_reference": 10_000, "source": "f"}


def series(values: np.ndarray, layout: str = "rows", columns: tuple[str, ...] | None = None) -> UserSeries:
    return UserSeries("f", values, layout, columns, lambda *at: f"at {at}", ["f: test"])


def refused(law: Law, values: UserSeries, **changes: object) -> str:
    with pytest.raises(BadSeriesError) as caught:
        prepare.prepare(options(law, **SIZES | changes), values)
    return str(caught.value)


@pytest.fixture
def rows(rng: np.random.Generator) -> np.ndarray:
    """600 series of 30 points and 2 channels, between about -40 and 160, and of a hundredth of that."""
    return rng.normal(60, 20, (600, 30, 2)) * [1, 0.01]


@pytest.fixture
def record(rng: np.random.Generator) -> np.ndarray:
    return rng.normal(60, 20, (20_000, 2)) * [1, 0.01]


def test_drawn_waves_are_not_scaled(law: Law) -> None:
    prepared = prepare.prepare(options(law), None)
    assert prepared.data.grid == law
    assert prepared.data.scaling is None
    assert all(isinstance(wave_set, DrawnWaves) for wave_set in prepared.data.sets.values())
    assert prepared.notes[-1] == "100 training waves; held out: 100 test, 100 reference"


@pytest.mark.parametrize("kind", ["global", "per_channel", "per_point"])
@pytest.mark.parametrize("n_channels", [1, 2])
def test_rows_are_split_scaled_and_restored(law: Law, rows: np.ndarray, kind: str, n_channels: int) -> None:
    values = rows if n_channels == 2 else rows[..., 0]
    params = options(law, **SIZES, scaling=kind)
    data = prepare.prepare(params, series(values)).data
    grid = SamplingGrid(n_points=30, step=0.1)
    assert data.grid == (grid if n_channels == 1 else ChannelGrid(n_points=30, step=0.1, n_channels=2))
    assert (data.sets["pool"].waves.min(), data.sets["pool"].waves.max()) == (0.0, 1.0)
    restored = np.concatenate([data.scaling.undo(data.sets[name].waves) for name in NAMES])
    order = np.concatenate(list(splits.split(values, params)[0].values()))
    np.testing.assert_allclose(restored, values[order], atol=1e-5 * np.ptp(values))
    back = from_arrays(to_arrays(data), NAMES)
    assert (back.grid, back.scaling, back.columns) == (data.grid, data.scaling, data.columns)


@pytest.mark.parametrize("n_channels", [1, 2])
def test_a_record_is_learnt_at_every_offset_of_blocks_that_are_not_held_out(law, record, n_channels: int) -> None:
    values = record if n_channels == 2 else record[:, 0]
    params = options(law, **SIZES, window={"length": 20, "block": 100}, scaling="per_channel")
    data = prepare.prepare(params, series(values, "record", ("a", "b")[:n_channels])).data
    pool, test, reference = (data.sets[name] for name in NAMES)
    assert isinstance(pool, WindowSet)
    assert isinstance(test, HeldOutWindows)
    assert isinstance(reference, HeldOutWindows)
    assert (pool.blocks.shape[:2], len(pool)) == ((120, 100), 120 * 81)
    assert set(test.block) & set(reference.block) == set()
    scaled = data.scaled(values.reshape(200, 100, *values.shape[1:]))
    learnt = np.delete(np.arange(200), np.concatenate([np.unique(test.block), np.unique(reference.block)]))
    np.testing.assert_array_equal(pool.blocks, scaled[learnt])
    for window, block in zip(test.waves, test.block, strict=True):
        (offset,) = np.flatnonzero((scaled[block] == window[0]).reshape(100, -1).all(axis=1))
        np.testing.assert_array_equal(window, scaled[block, offset : offset + 20])
    back = from_arrays(to_arrays(data), NAMES)
    assert (back.grid, back.scaling) == (data.grid, data.scaling)
    assert back.columns == data.columns == (("a", "b") if n_channels == 2 else None)
    np.testing.assert_array_equal(back.sets["pool"].blocks, pool.blocks)
    np.testing.assert_array_equal(back.sets["test"].block, test.block)


def test_the_words_say_what_was_understood(law: Law, record: np.ndarray) -> None:
    params = options(law, **SIZES, window={"length": 20, "block": 100}, scaling="per_channel")
    prepared = prepare.prepare(params, series(np.abs(record), "record", ("a", "b")))
    assert prepared.notes[0] == "f: test"
    assert prepared.notes[1].startswith("one record of 20,000 points with 2 channels, values 0.0")
    assert prepared.notes[2].startswith("channels: a (")
    assert prepared.notes[3:] == [
        "windows of 20 points: 9,720 in 120 training blocks of 100 points, at every offset; held out: 1,600 test, "
        "1,600 reference, from other blocks",
        "scaling per_channel: lowest and highest value of each channel become 0 and 1",
    ]
    text = description.text(["one", "two"], ["three"])
    assert text == "# Data\n\n- one\n- two\n- **warning:** three\n"


def test_few_rows_are_warned_of(law: Law, rows: np.ndarray) -> None:
    prepared = prepare.prepare(options(law, **SIZES), series(rows[:250, :, 0]))
    assert prepared.warnings == ["250 series are few: the scores will have wide intervals; 500 or more are better"]


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((600, 5), "f: points per series: Input should be greater than or equal to 8"),
        ((210, 4_100), "f: points per series: Input should be less than or equal to 4096"),
        ((210, 3_000, 3), "f: series of 3000 x 3 values are too wide; at most 8,192: take shorter ones"),
    ],
)
def test_rows_of_a_shape_that_does_not_fit_are_refused(law: Law, shape: tuple[int, ...], message: str) -> None:
    assert refused(law, series(np.random.default_rng(1).normal(size=shape))) == message


def test_equal_values_are_refused_without_the_words_of_pydantic(law: Law) -> None:
    record = series(np.ones(9_000), "record")
    message = refused(law, record, window={"length": 20, "block": 100})
    assert message == "f: all values of the waves are equal; there is nothing to learn"


def test_a_window_is_for_records_and_records_need_one(law: Law, rows: np.ndarray) -> None:
    assert refused(law, series(rows), window={"length": 20}).startswith("f: waves.window is for one long record")
    assert refused(law, series(rows[:, 0, 0], "record")).startswith(
        "f: 600 rows of 1 column: is this one long record? Set waves.window to {length: L, block: null}"
    )


def test_ten_million_samples_need_less_than_one_gib() -> None:
    """From the file to batches of windows, with TensorFlow.

    Pages of the libraries' files are left out, 400 MiB and more: how many are counted depends on the system's cache.
    """
    code = f"""
import resource, sys, tempfile
import numpy as np
from sinegan.runtime import environment
import tensorflow as tf
from sinegan.datasets import prepare, readers
from sinegan.training.batches import from_set
from sinegan.waves.options import Waves
sys.path.insert(0, {str(ROOT)!r})
with tempfile.TemporaryDirectory() as folder:
    np.save(folder + "/a.npy", np.random.default_rng(1).normal(size=(5_000_000, 2)).astype(np.float32))
    params = Waves(n_points=50, step=0.1, offset=dict(low=0.0, high=1.0), multiplier=dict(low=1.0, high=2.0),
                   n_pool=100_000, n_test=10_000, n_reference=10_000, seed=1, source="a", window=dict(length=128))
    data = prepare.prepare(params, readers.read(folder + "/a.npy", is_record=True)).data
draw = tf.function(from_set(data.sets["pool"]), autograph=False)
assert draw(tf.constant([1, 2]), tf.constant(1_000)).shape == (1_000, 256)
assert len(data.sets["pool"].waves) == 20_000
from pathlib import Path
try:  # on Linux, getrusage of a child would include the parent's memory before exec
    status = dict(line.split(":") for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    print(int(status["VmHWM"].split()[0]) - int(status["RssFile"].split()[0]))
except OSError:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)  # macOS counts bytes
"""
    process = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    kib = int(process.stdout.split()[-1])
    assert kib < (600 if sys.platform == "linux" else 1024) * 1024, f"{kib:,} KiB"
