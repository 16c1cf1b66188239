"""The table of docs/design.md says which stages depend on an edited file."""

import re

import pytest

from tests.closure import ROOT
from tests.dag.graph import STAGES, code

PAGE = (ROOT / "docs/design.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(sinegan/[^`]+)`[^|]*\| ([^|]+) \|$", PAGE, re.MULTILINE))


@pytest.mark.parametrize("path", ROWS)
def test_every_stage_that_depends_on_a_file_is_named(path: str) -> None:
    direct = {stage for stage in STAGES if any(path.startswith(f"{folder}/") for folder in code(stage))}
    assert direct <= set(re.findall(r"\w+", ROWS[path]))


def test_there_are_such_rows() -> None:
    assert len(ROWS) >= 4
    assert (ROOT / "sinegan/training/steps.py").exists()
    assert all((ROOT / path).exists() for path in ROWS)
