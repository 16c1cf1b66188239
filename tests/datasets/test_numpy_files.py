"""Waves in archives of NumPy: by key, or the only array of their shape."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.datasets import prepare, readers, user_series
from sinegan.datasets.errors import BadSeriesError
from sinegan.datasets.user_series import UserSeries
from sinegan.waves import dataset
from sinegan.waves.law import Law
from tests.datasets.series_files import WAVES, options


def refused(path: str) -> str:
    with pytest.raises(BadSeriesError) as caught:
        readers.read(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def archive(tmp_path: Path) -> str:
    """A file with two arrays of waves, and others."""
    path = tmp_path / "a.npz"
    np.savez(path, first=WAVES, second=WAVES[:1], step=np.array(0.1), offset=np.ones(2), name=np.array([["a"]]))
    return str(path)


def test_the_only_array_of_waves_is_read_without_a_key(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", step=np.array(0.1), waves=WAVES.astype(np.float32), offset=np.ones(2))
    expected = WAVES.astype(np.float32).astype(np.float64)
    np.testing.assert_array_equal(readers.read(str(tmp_path / "a.npz")).values, expected, strict=True)


def test_an_array_is_read_by_its_key(archive: str) -> None:
    np.testing.assert_array_equal(readers.read(f"{archive}:first").values, WAVES)
    np.testing.assert_array_equal(readers.read(f"{archive}:second").values, WAVES[:1])


def test_several_arrays_without_a_key_are_named(archive: str) -> None:
    assert refused(archive) == f"{archive} holds first, second; name one of them, such as {archive}:first"


def test_an_unknown_key_is_refused_with_the_keys_of_the_file(archive: str) -> None:
    assert refused(f"{archive}:pool") == (
        f"{archive}:pool: there is no array 'pool'; choose one of: first, second, step, offset, name"
    )


@pytest.mark.parametrize(("key", "kind"), [("step", "float64 ()"), ("name", "<U1 (1, 1)")])
def test_an_array_that_cannot_be_waves_is_refused(archive: str, key: str, kind: str) -> None:
    assert f"{archive}:{key} holds {kind}; give real numbers of shape (n, length)" in refused(f"{archive}:{key}")


def test_an_archive_without_waves_is_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "a.npz")
    np.savez(path, step=np.array(0.1))
    assert refused(path) == (
        f"{path} has no array of real numbers of shape (n, length), (n, length, channels), or of one record (n,) or "
        "(n, channels); it holds step"
    )


@pytest.mark.parametrize("content", [b"", b"1,2\n", b"PK\x03\x04" + bytes(50)])
def test_other_content_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.npz").write_bytes(content)
    message = refused(f"{tmp_path / 'a.npz'}:pool")
    assert "a.npz:pool is not a plain .npz archive (" in message
    assert message.endswith("); use numpy.savez")


def test_objects_and_infinite_numbers_are_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "a.npz")
    np.savez(path, waves=np.array([[{}]]), allow_pickle=True)
    assert "holds Python objects, which are not read" in refused(f"{path}:waves")
    np.savez(path, waves=np.array([[1.0, np.inf]]))
    assert "row 1, column 2 is inf" in refused(path)


def test_a_missing_archive_is_refused(tmp_path: Path) -> None:
    path = f"{tmp_path / 'absent.npz'}:pool"
    assert refused(path) == (
        f"{path} cannot be read (No such file or directory); "
        "name a file of CSV or another text table, .npy, .npz or .parquet"
    )


@pytest.mark.parametrize("shape", [(700, 12), (700, 12, 2)])
def test_scaled_series_of_the_pipeline_are_read_in_the_users_units(shape, law: Law, tmp_path: Path) -> None:
    series = user_series.from_array("a.npy", np.random.default_rng(3).normal(100, 20, shape), "array")
    if not isinstance(series, UserSeries):
        series = user_series.from_table("a.npy", series, is_record=False, all_wanted=False)
    data = prepare.prepare(options(law, source="a.npy"), series).data
    np.savez(tmp_path / "train.npz", **dataset.to_arrays(data.only(["pool"])))
    pool = readers.read(str(tmp_path / "train.npz:pool")).values
    assert 80 < pool.mean() < 120
    np.testing.assert_allclose(data.scaled(pool), data.sets["pool"].waves, atol=1e-6)


def test_windows_of_the_pipeline_are_read_from_its_blocks(law: Law, tmp_path: Path) -> None:
    record = np.random.default_rng(3).normal(100, 20, 4_000)
    series = UserSeries("a.npy", record, "record", None, lambda *_: "", [])
    data = prepare.prepare(options(law, source="a.npy", window={"length": 16, "block": 100}), series).data
    np.savez(tmp_path / "train.npz", **dataset.to_arrays(data.only(["pool"])))
    pool = readers.read_rows(str(tmp_path / "train.npz:pool"), (16,)).values
    assert len(pool) == 24 * 85
    np.testing.assert_allclose(data.scaled(pool), data.sets["pool"].waves, atol=1e-6)


def test_damaged_sets_of_the_pipeline_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "train.npz", step=np.array(0.1), scaling=np.array([0.0, 1.0]), pool=np.zeros((9, 9)))
    assert "array 'pool' is float64 (9, 9); expected float32 (n, n)" in refused(str(tmp_path / "train.npz:pool"))
