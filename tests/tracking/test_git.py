"""What git says of a repository, and of none."""

import json
import subprocess
from pathlib import Path

import pytest

from sinegan.io.files import FileProblemError
from sinegan.tracking import git
from tests import small_pipeline


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(json.dumps({"scores": 1}))
    (tmp_path / "b.json").write_text("[1]")
    (tmp_path / "c.json").write_text("words")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"]):
        subprocess.run(["git", *words], check=True, env=small_pipeline.environment())
    return tmp_path


def test_what_was_committed_is_read_whatever_the_tree_has_become(repository: Path) -> None:
    (repository / "a.json").write_text("{}")
    assert git.committed_json("a.json", ("scores",)) == {"scores": 1}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a.json", "a.json of the last commit lacks recipe"),
        ("b.json", "b.json of the last commit lacks recipe"),
        ("c.json", "c.json of the last commit is no JSON"),
        ("d.json", "d.json is in no commit here"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused(repository: Path, path: str, said: str) -> None:
    with pytest.raises(FileProblemError, match=said):
        git.committed_json(path, ("recipe",))


def test_an_answer_has_no_line_break_and_a_refusal_is_none(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(git.ask("rev-parse", "HEAD")) == 40
    assert git.ask("rev-parse", "--verify", "nothing") == ""
    monkeypatch.setenv("PATH", str(repository))
    assert git.ask("rev-parse", "HEAD") == ""
    with pytest.raises(FileProblemError, match="is in no commit here"):
        git.committed_json("a.json")
