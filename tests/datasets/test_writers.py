"""What is written is read back: shape, names and numbers."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.datasets import readers, writers
from sinegan.datasets.errors import UnknownSuffixError

SERIES = np.random.default_rng(5).normal(size=(25, 12, 2)).astype(np.float32)
SUFFIXES = [".csv", ".CSV", ".npy", ".NPY", ".tsv", ".Tsv", ".txt"]


def blocks(series: np.ndarray):
    return iter(np.array_split(series, 4))


@pytest.mark.parametrize("columns", [None, [f"h{hour}" for hour in range(12)]])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_rows(tmp_path: Path, columns: list[str] | None, suffix: str) -> None:
    path = str(tmp_path / f"a{suffix}")
    writers.write(path, 25, (12,), blocks(SERIES[..., 0]), columns)
    back = readers.read_rows(path, (12,))
    np.testing.assert_array_equal(back.values.astype(np.float32), SERIES[..., 0])
    assert back.columns == (tuple(columns) if columns and suffix.lower() != ".npy" else None)


@pytest.mark.parametrize("columns", [None, ["load", "x, y"]])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_channels(tmp_path: Path, columns: list[str] | None, suffix: str) -> None:
    path = str(tmp_path / f"a{suffix}")
    writers.write(path, 25, (12, 2), blocks(SERIES), columns)
    back = readers.read_rows(path, (12, 2))
    np.testing.assert_array_equal(back.values.astype(np.float32), SERIES)
    if suffix.lower() != ".npy":
        assert back.columns == tuple(columns or ["channel 1", "channel 2"])


def test_without_a_path_the_series_go_to_stdout(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    writers.write(None, 25, (12, 2), blocks(SERIES), ["a", "b"])
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert lines[0] == "series,a,b"
    assert [line.split(",")[0] for line in lines[1:]] == [str(number) for number in range(25) for _ in range(12)]


@pytest.mark.parametrize(("suffix", "separator"), [(".csv", ","), (".txt", ","), (".tsv", "\t"), (".TSV", "\t")])
def test_the_suffix_tells_the_separator(tmp_path: Path, suffix: str, separator: str) -> None:
    path = tmp_path / f"a{suffix}"
    writers.write(str(path), 25, (12, 2), blocks(SERIES), ["load", "temp"])
    lines = path.read_text().splitlines()
    assert lines[0].split(separator) == ["series", "load", "temp"]
    assert {len(line.split(separator)) for line in lines} == {3}
    writers.write(str(path), 25, (12,), blocks(SERIES[..., 0]), None)
    assert {len(line.split(separator)) for line in path.read_text().splitlines()} == {12}


@pytest.mark.parametrize("name", ["a.parquet", "a.npz", "a.json", "a", ".npy", "a.csv.gz"])
def test_other_suffixes_are_refused_before_a_file_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownSuffixError) as caught:
        writers.write(str(tmp_path / name), 25, (12,), blocks(SERIES[..., 0]), None)
    wanted = "the suffix tells the format to write; give the file one of .npy, .csv, .tsv, .txt"
    assert (str(caught.value), caught.value.exit_code) == (f"{tmp_path / name}: {wanted}", 2)
    assert [*tmp_path.iterdir()] == []
