"""The code that docs/template.md shows works."""

import re
import textwrap
from types import ModuleType

import numpy as np
import pytest

from sinegan.benchmark import protocol
from sinegan.datasets import prepare
from tests.closure import ROOT

PAGE = (ROOT / "docs/template.md").read_text(encoding="utf-8")
MODULE, STAGE = (textwrap.dedent(code) for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))


@pytest.fixture
def damped() -> ModuleType:
    module = ModuleType("damped")
    exec(MODULE, module.__dict__)  # noqa: S102 - the page's own code
    return module


def test_a_generator_of_ones_own_gives_the_sets_of_the_pipeline(damped: ModuleType) -> None:
    options = protocol.WAVES.model_copy(update={"n_pool": 1_000, "n_test": 200, "n_reference": 200})
    names = {"prepare": prepare, "damped": damped, "options": options}
    exec(STAGE, names)  # noqa: S102
    prepared = names["prepared"]
    assert set(prepared.data.sets) == {"pool", "test", "reference"}
    pool = prepared.data.sets["pool"].waves
    assert pool.shape == (1_000, options.n_points)
    spread = np.abs(prepared.data.scaling.undo(pool)).mean(axis=0)
    assert spread[-10:].mean() < spread[:10].mean() / 2, "damped"


def test_the_line_takes_the_place_of_one_in_the_stage() -> None:
    left = STAGE.partition("(")[0]
    assert left in (ROOT / "stages/generate.py").read_text(encoding="utf-8")
