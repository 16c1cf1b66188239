"""NumPy files are checked before memory is allocated."""

import hashlib
import io
import resource
import zipfile
from pathlib import Path

import numpy as np
import pytest

from sinegan.io import npz
from sinegan.io.npz import UNREADABLE, load_npy, load_npz, save_npz


def header(shape: tuple[int, ...], dtype: str = "<f8") -> bytes:
    """A ``.npy`` file with that header and 80 bytes of numbers."""
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"descr": dtype, "fortran_order": False, "shape": shape})
    return buffer.getvalue() + bytes(80)


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as stream:
        for name, content in members.items():
            stream.writestr(f"{name}.npy", content)
    return path


def test_the_bytes_of_an_archive_are_those_of_every_python() -> None:
    buffer = io.BytesIO()
    save_npz(buffer, {"a": np.arange(6.0), "b": np.array(3)})
    assert hashlib.sha256(buffer.getvalue()).hexdigest()[:16] == "94a79c3b4d9f7378"
    buffer.seek(0)
    np.testing.assert_array_equal(np.load(buffer)["a"], np.arange(6.0))


def test_arrays_survive_a_round_trip(tmp_path: Path) -> None:
    arrays = {"a": np.arange(6.0).reshape(2, 3), "b": np.array(3), "c": np.array([True])}
    save_npz(tmp_path / "a.npz", arrays)
    for source in (tmp_path / "a.npz", io.BytesIO((tmp_path / "a.npz").read_bytes())):
        loaded = load_npz(source)
        assert list(loaded) == list(arrays)
        for name, array in arrays.items():
            np.testing.assert_array_equal(loaded[name], array, strict=True)
    np.save(tmp_path / "a.npy", arrays["a"])
    np.testing.assert_array_equal(load_npy(tmp_path / "a.npy"), arrays["a"], strict=True)


@pytest.mark.parametrize("shape", [(11,), (10**12,), (10**9, 10**9, 10**9), (2**62, 4), (-1,), (-3, -4)])
def test_a_header_that_declares_more_than_the_file_holds_takes_no_memory(
    shape: tuple[int, ...], tmp_path: Path
) -> None:
    (tmp_path / "a.npy").write_bytes(header(shape))
    archive(tmp_path / "a.npz", a=header(shape))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for load, name in ((load_npy, "a.npy"), (load_npz, "a.npz")):
        with pytest.raises(UNREADABLE):
            load(tmp_path / name)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KiB


def test_an_archive_above_the_size_limit_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npz, "MAX_BYTES", 1_000)
    np.savez_compressed(tmp_path / "a.npz", a=np.zeros(1_000))
    assert (tmp_path / "a.npz").stat().st_size < 1_000
    with pytest.raises(ValueError, match=r"its arrays need 8,128 bytes; at most 1,000 are read"):
        load_npz(tmp_path / "a.npz")


def test_python_objects_are_not_read(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.array([{"a": 1}]), allow_pickle=True)
    np.savez(tmp_path / "a.npz", a=np.array([print]), allow_pickle=True)
    with pytest.raises(ValueError, match="holds Python objects"):
        load_npy(tmp_path / "a.npy")
    with pytest.raises(ValueError, match="holds Python objects"):
        load_npz(tmp_path / "a.npz")
