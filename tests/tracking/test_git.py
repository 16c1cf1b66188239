"""Output of git in a repository, and outside of one."""

import json
import subprocess
from pathlib import Path

import pytest

from sinegan.io.files import FileProblemError
from sinegan.tracking import git
from tests.fixtures import small_pipeline


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(json.dumps({"scores": 1}))
    (tmp_path / "b.json").write_text("[1]")
    (tmp_path / "c.json").write_text("words")
    for args in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"]):
        subprocess.run(["git", *args], check=True, env=small_pipeline.environment())
    return tmp_path


def test_the_committed_file_is_read_even_if_the_working_tree_differs(repository: Path) -> None:
    (repository / "a.json").write_text("{}")
    assert git.committed_json("a.json", ("scores",)) == {"scores": 1}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("a.json", "a.json of the last commit lacks recipe"),
        ("b.json", "b.json of the last commit lacks recipe"),
        ("c.json", "c.json of the last commit is not JSON"),
        ("d.json", "d.json is not committed here"),
    ],
)
def test_invalid_files_are_refused(repository: Path, path: str, message: str) -> None:
    with pytest.raises(FileProblemError, match=message):
        git.committed_json(path, ("recipe",))


def test_output_has_no_line_break_and_is_empty_after_an_error(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(git.output("rev-parse", "HEAD")) == 40
    assert git.output("rev-parse", "--verify", "nothing") == ""
    monkeypatch.setenv("PATH", str(repository))
    assert git.output("rev-parse", "HEAD") == ""
    with pytest.raises(FileProblemError, match="is not committed here"):
        git.committed_json("a.json")
