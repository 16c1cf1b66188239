"""The name of a run says what was changed."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from sinegan.tracking.run_name import run_name
from tests.fixtures import small_pipeline

PARAMS = """
recipe: modern
recipes:
  modern: {seed: 0, steps: 20000, loss: relativistic, generator: {hidden: [128, 128], activation: silu}}
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "params.yaml").write_text(PARAMS)
    for args in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"]):
        subprocess.run(["git", *args], check=True, env=small_pipeline.environment())
    return tmp_path


def recipe(generator: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    values = {"hidden": [128, 128], "activation": "silu"} | (generator or {})
    return {"seed": 0, "steps": 20000, "loss": "relativistic", "generator": values} | changes


@pytest.mark.parametrize(
    ("values", "name"),
    [
        (recipe(), "modern-seed0"),
        (recipe(seed=5), "modern-seed5"),
        (recipe(steps=2000), "modern-steps=2000-seed0"),
        (recipe(generator={"hidden": [64, 64]}, seed=1), "modern-generator.hidden=[64,64]-seed1"),
        (recipe(steps=2000, loss="cross_entropy"), "modern-steps=2000-loss=cross_entropy-seed0"),
        (
            recipe({"hidden": [64], "activation": "tanh"}, steps=2000, loss="cross_entropy"),
            "modern-steps=2000-loss=cross_entropy+2 more-seed0",
        ),
    ],
)
def test_the_name_has_what_differs_from_the_committed_recipe(
    repository: Path, values: dict[str, Any], name: str
) -> None:
    (repository / "params.yaml").write_text("edited: true")
    assert run_name("modern", values) == name


def test_a_recipe_that_is_not_committed_has_no_changes(repository: Path) -> None:
    assert run_name("mine", recipe(steps=1)) == "mine-seed0"


def test_without_a_commit_or_with_another_file_there_are_no_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repository: Path
) -> None:
    (repository / "params.yaml").write_text("recipes: [1, 2]")
    subprocess.run(["git", "commit", "-qam", "two"], check=True, env=small_pipeline.environment())
    assert run_name("modern", recipe(steps=1)) == "modern-seed0"
    monkeypatch.setenv("PATH", "")
    assert run_name("modern", recipe(steps=1)) == "modern-seed0"
