"""Files as users bring them: what the commands say about each."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.closure import ROOT
from tests.fixtures import in_process
from tests.io.edited_params import GOOD

SINES = np.sin(np.random.default_rng(3).uniform(0, 6, (600, 1)) + 0.4 * np.arange(12)).round(4)


def plain(rows: np.ndarray) -> str:
    return "".join(",".join(f"{value:.4f}" for value in row) + "\n" for row in rows)


@pytest.fixture
def check(tmp_path: Path) -> Callable[[str | bytes, str], in_process.Result]:
    """Check a file with this content."""
    (tmp_path / "params.yaml").write_text(GOOD, encoding="utf-8")

    def check_file(content: str | bytes, name: str = "a.csv") -> in_process.Result:
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        result = in_process.run(tmp_path, "check", "--data", name)
        assert "Traceback" not in result.stderr
        assert (result.returncode, result.stderr.count("ERROR")) in {(0, 0), (2, 1)}
        return result

    return check_file


def test_an_index_is_left_out_and_told(check) -> None:
    text = "".join(f"{number},{line}\n" for number, line in enumerate(plain(SINES).splitlines()))
    output = check(text).stdout
    assert "left out: column 1 counts the rows (0 to 599)" in output
    assert "600 series of 12 points, values -1 to 1" in output


def test_labels_are_left_out_and_told(check) -> None:
    text = "".join(f"{number % 2 + 1},{line}\n" for number, line in enumerate(plain(SINES).splitlines()))
    output = check(text).stdout
    assert "left out: column 1 holds 2 different whole numbers beside fractions, as labels are" in output
    assert "600 series of 12 points" in output


def test_a_header_of_numbers_is_told(check) -> None:
    output = check(",".join(map(str, range(12))) + "\n" + plain(SINES)).stdout
    assert "header in line 1" in output
    assert "600 series of 12 points, values -1 to 1" in output


def test_one_long_record_is_told_with_what_to_set(check) -> None:
    result = check("".join(f"{value:.4f}\n" for value in np.sin(0.1 * np.arange(6_000))))
    assert "one record of 6,000 points" in result.stdout
    assert "repeats about every 63 points (autocorrelation: 1.00)" in result.stdout
    assert result.stdout.endswith(
        "to train on it:\n"
        "  cp a.csv user_data/\n"
        "  git add user_data/a.csv\n"
        "  dvc exp run -S waves.source=user_data/a.csv -S recipe=record -S 'waves.window={length: 63, block: null}'\n"
    )
    assert result.stderr == ""


def test_the_proposed_commands_give_channels_and_slow_repetitions_their_keys(check) -> None:
    slow = np.sin(2 * np.pi * np.arange(6_000) / 150)
    output = check("load,temp\n" + "".join(f"{value:.4f},{50 * value + 3:.4f}\n" for value in slow)).stdout
    assert "repeats about every 150 points (autocorrelation of load: 1.00)" in output
    assert "'waves.window={length: 150, block: null}' -S waves.scaling=per_channel" in output
    assert output.endswith(" -S recipes.record.generator.crop=150\n")


def test_a_few_rows_of_few_points_may_be_meant(check) -> None:
    result = check(plain(SINES[:20, :3]))
    assert "20 rows of 3 columns: is this one long record? Set waves.window to {length: L, bl" in result.stderr


def test_series_in_columns_are_suspected(check) -> None:
    result = check(plain(SINES.T))
    assert "12 series, 12 of them distinct; give at least 200 distinct; if each column is a serie" in result.stderr


def test_one_outlier_is_refused_with_its_place(check) -> None:
    rows = SINES.copy()
    rows[7, 3] = 1e6
    result = check(plain(rows))
    assert result.returncode == 2
    assert result.stderr.startswith("ERROR: a.csv, line 8, column 4: 1e+06 holds nearly the whole range, all other")


def test_twelve_series_are_plotted(check, tmp_path: Path) -> None:
    output = check(plain(SINES)).stdout
    assert "plotted 12 series, at random: data/check.png\n" in output
    assert output.endswith("-S waves.source=user_data/a.csv -S recipe=series -S waves.scaling=per_point\n")
    assert (tmp_path / "data/check.png").read_bytes().startswith(b"\x89PNG")


def test_a_record_of_channels_is_described_and_plotted_with_a_window(check, tmp_path: Path) -> None:
    window = GOOD.replace("  source: null ", "  source: user_data/x.csv ").replace(
        "window: null ", "window: {length: 32, block: 200} "
    )
    (tmp_path / "params.yaml").write_text(window, encoding="utf-8")
    times = [f"2024-01-01 00:{row // 60:02}:{row % 60:02}" for row in range(3_000)]
    waves = SINES.reshape(-1, 2)[:3_000]
    rows = "".join(f"{time};{a:.4f};{b:.4f}\n".replace(".", ",") for time, (a, b) in zip(times, waves, strict=True))
    result = check("time;load;temp\n" + rows)
    assert result.returncode == 0
    assert "left out: column 1 ('time') holds times, such as 2024-01-01 00:00:00" in result.stdout
    assert "one record of 3,000 points with 2 channels, values -1 to 1\nchannels: load (-1 to 1), temp" in result.stdout
    assert "windows of 32 points: 1,521 in 9 training blocks of 200 points, at every offset" in result.stdout
    assert (tmp_path / "data/check.png").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("0.1;0.2;0.3\n", "columns separated by semicolons"),
        ("0,1;0,2;0,3\n", "decimal commas"),
        ("0.1\t0.2\t0.3\n", "columns separated by tabs"),
        (" 1.0e-01 2.0e-01\n", "columns separated by blanks"),
        ("0.1,0.2,\n0.3,0.4,\n", "lines that end with a separator"),
        ("t0,t1\n0.1,0.2\n", "header in line 1"),
        ("2020-01-01 00:00:00,0.1,0.2\n", "left out: column 1 holds times, such as 2020-01-01 00:00:00"),
        ("0.1,0.2,0.3\n   \n", "one record of 1 points with 3 channels"),
    ],
)
def test_what_can_be_read_is_read(check, content: str, words: str) -> None:
    result = check(content)
    assert result.returncode == 0
    assert words in result.stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("0.1,,0.3\n", "a.csv, line 1, column 2: an empty cell, a missing value; fill it in"),
        ("0.1,NA,0.3\n", "a.csv, line 1, column 2: 'NA' is a missing value; fill it in"),
        ('"1,234.5","2,345.6"\n', "a.csv, line 1, column 1: '1,234.5' has separators between thousands; write the"),
        ("5%,6%\n", "a.csv, line 1, column 1: '5%' is a percentage; leave the percent signs out"),
        (b"PK\x03\x04...", "a.csv is a zip archive, as Excel workbooks and .npz files are: export the table as CSV"),
        (b"\x1f\x8b...", "a.csv is compressed by gzip: unpack it with gunzip"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_cure_that_fits(check, content: str | bytes, message: str) -> None:
    assert check(content).stderr.startswith(f"ERROR: {message}")


def test_the_only_array_of_an_archive_is_read(check, tmp_path: Path) -> None:
    np.savez(tmp_path / "b.npz", SINES)
    assert "600 series of 12 points" in check((tmp_path / "b.npz").read_bytes(), "b.npz").stdout


def test_waves_of_another_height_are_told_when_they_are_scored(tmp_path: Path) -> None:
    sines = np.sin(np.random.default_rng(4).uniform(0, 6, (200, 1)) + 0.15 * np.arange(50))
    (tmp_path / "sines.csv").write_text(plain(sines))
    result = in_process.run(ROOT, "score", str(tmp_path / "sines.csv"))
    assert result.returncode == 0
    assert "WARNING: these series span -1 .. 1, the law's 0 .. 1; bring them there with (y + 1) / 2" in result.stderr
