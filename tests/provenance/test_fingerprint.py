"""The files that a module imports, and the fingerprint of their statements."""

from pathlib import Path

import pytest

from sinegan.io.files import FileProblemError
from sinegan.provenance import fingerprint


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(fingerprint, "ROOT", tmp_path)
    (tmp_path / "stages").mkdir()
    (tmp_path / "stages/a.py").write_text('"""A."""\nimport numpy\nfrom stages import b\nfrom stages.c import f\n')
    (tmp_path / "stages/b.py").write_text("import stages.a\n")
    (tmp_path / "stages/c.py").write_text('def f(x):\n    """Doubles."""\n    return 2 * x\n')
    return tmp_path / "stages"


def test_closure_follows_all_kinds_of_imports(project: Path) -> None:
    assert fingerprint.closure("stages.a") == {"stages/a.py", "stages/b.py", "stages/c.py"}
    assert fingerprint.closure("stages.c") == {"stages/c.py"}


@pytest.mark.parametrize(
    "same",
    [
        "def f(x):\n    return 2 * x\n",
        '# why\ndef f(x):\n    """Another docstring."""\n    return 2*x  # twice\n',
        '"""A module."""\n\n\ndef f(\n    x,\n):\n    return (2 * x)\n',
    ],
)
def test_comments_docstrings_and_formatting_do_not_matter(project: Path, same: str) -> None:
    before = fingerprint.fingerprint(["stages/c.py"])
    (project / "c.py").write_text(same)
    assert fingerprint.fingerprint(["stages/c.py"]) == before


@pytest.mark.parametrize(
    "other", ["def f(x):\n    return 3 * x\n", "def g(x):\n    return 2 * x\n", "def f(x):\n    'Doubles.'\n"]
)
def test_statements_matter(project: Path, other: str) -> None:
    before = fingerprint.fingerprint(["stages/c.py"])
    (project / "c.py").write_text(other)
    assert fingerprint.fingerprint(["stages/c.py"]) != before


def test_names_matter_but_their_order_does_not(project: Path) -> None:
    assert fingerprint.fingerprint(["stages/b.py", "stages/c.py"]) == fingerprint.fingerprint(
        ["stages/c.py", "stages/b.py"]
    )
    (project / "d.py").write_text((project / "c.py").read_text())
    assert fingerprint.fingerprint(["stages/d.py"]) != fingerprint.fingerprint(["stages/c.py"])


def test_an_invalid_python_file_is_reported_with_its_name(project: Path) -> None:
    (project / "c.py").write_text("def f(:\n")
    with pytest.raises(FileProblemError, match=r"stages/c.py cannot be read as Python"):
        fingerprint.fingerprint(["stages/c.py"])
