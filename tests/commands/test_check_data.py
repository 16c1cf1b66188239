"""The commands that ``sinegan check --data`` prints, and its columns."""

import shlex
from pathlib import Path

import numpy as np
import pytest
import yaml
from dvc.utils.cli_parse import to_path_overrides
from dvc.utils.hydra import apply_overrides, get_hydra_sweeps

from tests.fixtures import in_process
from tests.io.edited_params import GOOD, write

SINES = np.sin(np.random.default_rng(3).uniform(0, 6, (300, 1)) + 0.4 * np.arange(12)).round(4)
TABLE = "load,city,temp [C],x\n" + "".join(f"{a:.4f},Ulm,{b:.4f},{c:.4f}\n" for a, b, c in SINES[:, :3])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with parameters, a folder for users' files, and two such files elsewhere."""
    monkeypatch.chdir(tmp_path)
    Path("params.yaml").write_text(GOOD, encoding="utf-8")
    Path("user_data").mkdir()
    np.savez("a.npz", load=SINES, temp=2 * SINES)
    Path("a.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def commands(project: Path, *arguments: str) -> list[str]:
    """The commands that are printed to train on a file."""
    result = in_process.run(project, "check", "--data", *arguments)
    assert (result.returncode, result.stderr.count("ERROR")) == (0, 0), result.stderr
    return [line.strip() for line in result.stdout.partition("to train on it:\n")[2].splitlines()]


def refused(project: Path, *arguments: str) -> str:
    result = in_process.run(project, "check", *arguments)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    return result.stderr


def settings(command: str) -> dict[str, object]:
    """What ``dvc exp run`` makes of ``waves`` in params.yaml, by DVC's own functions."""
    words = shlex.split(command)
    assert words[:3] == ["dvc", "exp", "run"]
    (sweep,) = get_hydra_sweeps(to_path_overrides([word for word in words[3:] if word != "-S"]))
    apply_overrides("params.yaml", sweep["params.yaml"])
    waves: dict[str, object] = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["waves"]
    return waves


def test_the_key_of_an_array_is_for_the_source_and_not_for_the_file(project: Path) -> None:
    copy, add, run = commands(project, "a.npz:load")
    assert (copy, add) == ("cp a.npz user_data/", "git add user_data/a.npz")
    assert run.startswith("dvc exp run -S waves.source=user_data/a.npz:load -S recipe=series")
    assert settings(run)["source"] == "user_data/a.npz:load"


def test_a_file_in_the_folder_is_not_copied(project: Path) -> None:
    Path("a.npz").rename("user_data/a.npz")
    add, run = commands(project, "user_data/a.npz:load")
    assert add == "git add user_data/a.npz"
    assert settings(run)["source"] == "user_data/a.npz:load"


def test_other_characters_of_a_path_are_quoted(project: Path) -> None:
    name = "Größe (1), b.npz"
    Path("a.npz").rename(name)
    copy, add, run = commands(project, f"{name}:temp")
    assert shlex.split(copy) == ["cp", name, "user_data/"]
    assert shlex.split(add) == ["git", "add", f"user_data/{name}"]
    assert settings(run)["source"] == f"user_data/{name}:temp"


def test_a_column_of_text_is_refused_with_the_option_that_leaves_it_out(project: Path) -> None:
    message = refused(project, "--data", "a.csv")
    assert message.startswith("ERROR: a.csv, line 2, column 2 ('city'): 'Ulm' is no number; ")
    assert message.endswith("name the columns of numbers in waves.columns or with --columns\n")


@pytest.mark.parametrize(
    ("text", "columns", "printed"),
    [
        ("load,x", ["load", "x"], "-S 'waves.columns=[load,x]' "),
        ("1, 4", [1, 4], "-S 'waves.columns=[1,4]' "),
        ("x,temp [C]", ["x", "temp [C]"], """-S 'waves.columns=[x,"temp [C]"]' """),
    ],
)
def test_columns_are_read_and_printed(project: Path, text: str, columns: list[str | int], printed: str) -> None:
    *_, run = commands(project, "a.csv", "--columns", text)
    assert printed in run
    assert settings(run)["columns"] == columns


def test_any_name_of_a_column_is_read_by_dvc_as_it_is(project: Path) -> None:
    names = ["null", "True", "12.5 m", "Höhe", '5" disk', "a'b", "12345678"]
    header = ",".join('"' + name.replace('"', '""') + '"' for name in names)
    np.savetxt("a.csv", SINES[:, : len(names)], delimiter=",", header=header, comments="", encoding="utf-8")
    *_, run = commands(project, "a.csv", "--columns", ",".join(names))
    assert settings(run)["columns"] == names


def test_columns_override_those_of_the_parameters(project: Path) -> None:
    write({"waves.source": "user_data/b.csv", "waves.columns": ["c"]})
    assert "has no column named 'c'" in refused(project, "--data", "a.csv")
    *_, run = commands(project, "a.csv", "--columns", "load,x")
    assert settings(run)["columns"] == ["load", "x"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.csv: --columns = '' has an empty name or column 0; give names or numbers from 1, such as load,"),
        ("load,", "a.csv: --columns = 'load,' has an empty name or column 0; give names"),
        ("0,1", "a.csv: --columns = '0,1' has an empty name or column 0; give names"),
        ("5", "a.csv has 4 columns; waves.columns or --columns asks for column 5"),
        ("9" * 5_000, "a.csv has no column named '9"),
        ("load,load", "a.csv: waves.columns or --columns names a column twice; name each once"),
        ("speed", "a.csv has no column named 'speed'; waves.columns and --columns may hold numbers, or: load, city"),
    ],
)
def test_columns_that_there_are_not_are_refused(project: Path, text: str, message: str) -> None:
    assert refused(project, "--data", "a.csv", "--columns", text).startswith(f"ERROR: {message}")


def test_columns_without_a_file_are_refused(project: Path) -> None:
    assert "--columns is for the file of --data FILE; give both" in refused(project, "--columns", "load")
