"""Arrays survive a round trip, and archives with objects or changed bytes are refused."""

import io
import zipfile
from pathlib import Path

import numpy as np

from sinegan.io import files
from sinegan.io.files import FileProblemError
from tests.io.file_kinds import ARRAYS, assert_refused


def test_arrays_survive_a_round_trip(tmp_path: Path) -> None:
    files.write_arrays(str(tmp_path / "a.npz"), ARRAYS)
    back = files.read_arrays(str(tmp_path / "a.npz"))
    assert list(back) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert back[name].dtype == array.dtype
        np.testing.assert_array_equal(back[name], array, strict=True)


def test_bytes_of_arrays_depend_only_on_the_arrays(tmp_path: Path) -> None:
    for name in ("one.npz", "two.npz"):
        files.write_arrays(str(tmp_path / name), ARRAYS)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.npz") as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    files.write_arrays(str(tmp_path / "two.npz"), ARRAYS | {"step": np.array(0.2)})
    assert (tmp_path / "one.npz").read_bytes() != (tmp_path / "two.npz").read_bytes()


def test_objects_are_refused_and_their_code_is_not_run(tmp_path: Path) -> None:
    trap, member = tmp_path / "trap", io.BytesIO()
    np.lib.format.write_array_header_1_0(member, {"descr": "|O", "fortran_order": False, "shape": (1,)})
    member.write(f"cos\nmkdir\n(V{trap}\ntR.".encode())  # pickle for: os.mkdir(trap)
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        archive.writestr("a.npy", member.getvalue())
    assert_refused(files.read_arrays, tmp_path / "a.npz")
    assert not trap.exists()


def test_a_changed_byte_of_an_array_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    files.write_arrays(str(path), {"a": np.full(40, 1.5)})
    content = path.read_bytes()
    start = content.index(np.full(2, 1.5).tobytes())
    path.write_bytes(content[: start + 20] + b"!" + content[start + 21 :])
    assert_refused(files.read_arrays, path)


def test_a_flipped_bit_is_refused_by_name_or_harmless(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    files.write_arrays(str(path), {"a": np.full(3, 1.5)})
    content = path.read_bytes()
    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        try:
            back = files.read_arrays(str(path))
        except FileProblemError:
            continue
        assert [array.tolist() for array in back.values()] == [[1.5, 1.5, 1.5]]


def test_a_single_array_is_refused_as_an_archive(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.arange(3))
    assert_refused(files.read_arrays, tmp_path / "a.npy")
