"""Names under which MLflow shows a result."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from sinegan.networks.recipe import Recipe
from sinegan.tracking import run_fields
from tests.made_scores import made


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("one")
    for words in (["init", "-q"], ["add", "file"], ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "t"]):
        subprocess.run(["git", *words], check=True)
    return tmp_path


def test_params_are_flat_and_do_not_name_the_recipe(recipe: Recipe) -> None:
    found = run_fields.params(recipe.model_dump())
    assert found["train/seed"] == 3
    assert found["train/generator.hidden"] == [16]
    assert found["train/generator.optimizer.name"] == "sgd"
    assert found["train/discriminator.optimizer.epsilon"] == 1e-7
    assert all(name.startswith("train/") for name in found)
    assert not any(isinstance(value, dict) for value in found.values())
    # the recipe 9 and its penalty 2; generator 6 and optimizer 2; discriminator 6 and optimizer 5
    assert len(found) == 9 + 2 + 6 + 2 + 6 + 5


def test_scores_stand_beside_their_floors() -> None:
    scores = [made("law/ks", value=0.5, floor=0.01), made("quality/sinad", value=11.0, floor=90.0)]
    assert run_fields.scores(scores) == {
        "eval/law/ks": 0.5,
        "eval/quality/sinad": 11.0,
        "floor/law/ks": 0.01,
        "floor/quality/sinad": 90.0,
    }


def test_scores_without_a_value_or_a_floor_are_left_out() -> None:
    scores = [made("copying/near", value=None, floor=0.5), made("law/ks", value=0.0, floor=None)]
    assert run_fields.scores(scores) == {"floor/copying/near": 0.5, "eval/law/ks": 0.0}


def test_curves_are_the_columns_of_the_history() -> None:
    found = run_fields.curves({"loss": np.array([1.0, 3.0, 5.0]), "accuracy": np.array([2.0, 4.0, 6.0])})
    assert {name: curve.tolist() for name, curve in found.items()} == {
        "train/loss": [1.0, 3.0, 5.0],
        "train/accuracy": [2.0, 4.0, 6.0],
    }


def test_tags_tell_recipe_seed_and_evaluation_as_text(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DVC_EXP_NAME", "nosy-newt")
    found = run_fields.tags("article", {"seed": 4}, {"n_generated": 300, "seed": 1})
    assert found["recipe"] == "article"
    assert found["seed"] == "4"
    assert found["evaluate.n_generated"] == "300"
    assert found["evaluate.seed"] == "1"
    assert found["dvc.experiment"] == "nosy-newt"
    assert all(isinstance(value, str) for value in found.values())


def test_tags_tell_the_commit_and_whether_the_tree_differs(repository: Path) -> None:
    head = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    clean = run_fields.tags("article", {"seed": 0}, {})
    assert (clean["git.commit"], clean["git.dirty"], clean["dvc.experiment"]) == (head, "false", "")
    (repository / "file").write_text("two")
    assert run_fields.tags("article", {"seed": 0}, {})["git.dirty"] == "true"


def test_without_a_repository_the_commit_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert run_fields.tags("article", {"seed": 0}, {})["git.commit"] == ""


def test_without_git_the_commit_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run_fields.tags("article", {"seed": 0}, {})["git.commit"] == ""
