"""What is written is read back: shape, names and numbers."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.datasets import readers, writers

SERIES = np.random.default_rng(5).normal(size=(25, 12, 2)).astype(np.float32)


def blocks(series: np.ndarray):
    return iter(np.array_split(series, 4))


@pytest.mark.parametrize("columns", [None, [f"h{hour}" for hour in range(12)]])
@pytest.mark.parametrize("suffix", [".csv", ".npy"])
def test_rows(tmp_path: Path, columns: list[str] | None, suffix: str) -> None:
    path = str(tmp_path / f"a{suffix}")
    writers.write(path, 25, (12,), blocks(SERIES[..., 0]), columns)
    back = readers.read_rows(path, (12,))
    np.testing.assert_array_equal(back.values.astype(np.float32), SERIES[..., 0])
    assert back.columns == (tuple(columns) if columns and suffix == ".csv" else None)


@pytest.mark.parametrize("columns", [None, ["load", "x, y"]])
@pytest.mark.parametrize("suffix", [".csv", ".npy"])
def test_channels(tmp_path: Path, columns: list[str] | None, suffix: str) -> None:
    path = str(tmp_path / f"a{suffix}")
    writers.write(path, 25, (12, 2), blocks(SERIES), columns)
    back = readers.read_rows(path, (12, 2))
    np.testing.assert_array_equal(back.values.astype(np.float32), SERIES)
    if suffix == ".csv":
        assert back.columns == tuple(columns or ["channel 1", "channel 2"])


def test_without_a_path_the_series_go_to_stdout(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    writers.write(None, 25, (12, 2), blocks(SERIES), ["a", "b"])
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert lines[0] == "series,a,b"
    assert [line.split(",")[0] for line in lines[1:]] == [str(number) for number in range(25) for _ in range(12)]
