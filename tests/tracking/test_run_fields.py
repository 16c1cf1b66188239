"""Names of parameters, metrics and tags in MLflow."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from sinegan.networks.recipe import Recipe
from sinegan.tracking import run_fields
from tests.score_fixtures import made


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("one")
    for args in (["init", "-q"], ["add", "file"], ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "t"]):
        subprocess.run(["git", *args], check=True)
    return tmp_path


def test_params_are_flat_and_do_not_name_the_recipe(recipe: Recipe) -> None:
    params = run_fields.params(recipe.model_dump())
    assert params["train/seed"] == 3
    assert params["train/generator.hidden"] == [16]
    assert params["train/generator.optimizer.name"] == "sgd"
    assert params["train/discriminator.optimizer.epsilon"] == 1e-7
    assert all(name.startswith("train/") for name in params)
    assert not any(isinstance(value, dict) for value in params.values())
    # the recipe 9 and its two gammas; generator 6 and optimizer 2; discriminator 6 and optimizer 5
    assert len(params) == 9 + 2 + 6 + 2 + 6 + 5


def test_scores_are_logged_with_their_baselines() -> None:
    scores = [made("distribution/ks", value=0.5, baseline=0.01), made("quality/sinad", value=11.0, baseline=90.0)]
    assert run_fields.scores(scores) == {
        "eval/distribution/ks": 0.5,
        "eval/quality/sinad": 11.0,
        "baseline/distribution/ks": 0.01,
        "baseline/quality/sinad": 90.0,
    }


def test_scores_and_baselines_without_a_value_are_omitted() -> None:
    scores = [made("memorization/near", value=None, baseline=0.5), made("distribution/ks", value=0.0, baseline=None)]
    assert run_fields.scores(scores) == {"baseline/memorization/near": 0.5, "eval/distribution/ks": 0.0}


def test_curves_are_the_columns_of_the_history() -> None:
    curves = run_fields.curves({"loss": np.array([1.0, 3.0, 5.0]), "accuracy": np.array([2.0, 4.0, 6.0])})
    assert {name: curve.tolist() for name, curve in curves.items()} == {
        "train/loss": [1.0, 3.0, 5.0],
        "train/accuracy": [2.0, 4.0, 6.0],
    }


def test_tags_contain_recipe_seed_and_evaluation_as_text(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DVC_EXP_NAME", "nosy-newt")
    tags = run_fields.tags("article", {"seed": 4}, {"n_generated": 300, "seed": 1})
    assert tags["recipe"] == "article"
    assert tags["seed"] == "4"
    assert tags["evaluate.n_generated"] == "300"
    assert tags["evaluate.seed"] == "1"
    assert tags["dvc.experiment"] == "nosy-newt"
    assert all(isinstance(value, str) for value in tags.values())


def test_tags_contain_the_commit_and_whether_the_tree_is_dirty(repository: Path) -> None:
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
