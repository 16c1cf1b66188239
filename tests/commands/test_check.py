"""The command that checks params.yaml."""

from pathlib import Path

import pytest

from tests.fixtures import in_process
from tests.io.edited_params import GOOD, write


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("params.yaml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_what_was_checked_is_printed(project: Path) -> None:
    result = in_process.run(project, "check")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == (
        "params.yaml has no errors: sections waves, calibrate, evaluate, report, register; "
        "recipes article, tuned, modern, periodic, record, series. Recipe to train: 'article'.\n"
    )


def test_a_recipe_is_checked_by_its_name(project: Path) -> None:
    result = in_process.run(project, "check", "--recipe", "modern")
    assert result.returncode == 0
    assert result.stdout.endswith("Recipe to train: 'modern'.\n")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nosuch", "ERROR: there is no recipe 'nosuch' in params.yaml; "),
        ("", "ERROR: the name of a recipe is missing; "),
    ],
)
def test_an_unknown_recipe_is_refused_with_the_existing_ones(project: Path, name: str, message: str) -> None:
    result = in_process.run(project, "check", "--recipe", name)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"{message}choose one of: article, tuned, modern, periodic, record, series\n"


def test_a_name_replaces_that_of_the_file_and_other_errors_are_reported(project: Path) -> None:
    write({"recipe": "nosuch"})
    assert in_process.run(project, "check", "--recipe", "article").returncode == 0
    write({"waves.seed": -1})
    result = in_process.run(project, "check", "--recipe", "nosuch")
    assert result.returncode == 2
    assert "there is no recipe 'nosuch'" in result.stderr
    assert "waves.seed = -1" in result.stderr


def test_the_way_back_from_a_recipe_that_does_not_exist_is_named(project: Path) -> None:
    """``dvc exp run -S recipe=nosuch`` leaves params.yaml changed."""
    write({"recipe": "nosuch"})
    message = in_process.run(project, "check").stderr
    assert message.endswith("; 'git checkout params.yaml' restores the file\n")
