"""Names of parameters, metrics and tags in MLflow."""

import getpass
import subprocess
from pathlib import Path

import numpy as np
import pytest

from sinegan.networks.recipe import Recipe
from sinegan.provenance.keys import config_key
from sinegan.tracking import run_fields
from tests.fixtures import small_recipes
from tests.fixtures.scores import made

PEOPLE = ["recipe", "seed", "origin", "git.dirty", "mlflow.user"]
HASHES = ["config_key", "key"]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "params.yaml").write_text("one: 1")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/metrics.json").write_text("{}")
    for args in (["init", "-q"], ["add", "."], ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "t"]):
        subprocess.run(["git", *args], check=True)
    return tmp_path


def tags(seed: int = 0) -> dict[str, str]:
    return run_fields.tags("article", {"seed": seed}, key="k", source="stages/train.py", origin="trained")


def test_params_are_flat(recipe: Recipe) -> None:
    params = run_fields.params("small", recipe.model_dump())
    assert params["recipe"] == "small"
    assert params["seed"] == 3
    assert params["networks.generator.hidden"] == [16]
    assert params["networks.generator.optimizer.name"] == "sgd"
    assert params["networks.discriminator.optimizer.epsilon"] == 1e-7
    assert not any(isinstance(value, dict) for value in params.values())
    # the recipe's name; 9 keys and its two gammas; generator 7 and optimizer 2; discriminator 6 and optimizer 5
    assert len(params) == 1 + 9 + 2 + 7 + 2 + 6 + 5


def test_the_axes_that_mlflow_chooses_to_compare_two_recipes_have_a_value_in_both() -> None:
    """MLflow's parallel coordinates begin with the first three differing parameters in alphabetical order."""
    first = run_fields.params("article", small_recipes.article().model_dump())
    second = run_fields.params("modern", small_recipes.modern().model_dump())
    differing = [name for name in sorted(first | second) if first.get(name) != second.get(name)]
    assert differing[:3] == ["ema_decay", "final_lr_fraction", "loss"]


def test_headlines_have_their_names_and_other_scores_are_only_in_the_table() -> None:
    scores = [
        made("quality/sinad_db", value=11.0, baseline=90.0, baseline_sd=1.0, flagged=True, low=10.0, high=12.0),
        made("tstr_100/error_ratio", value=0.5),
        made("memorization_100/memorization", value=None),
    ]
    assert run_fields.headlines(scores) == {"sinad_db": 11.0}
    table = run_fields.score_table(scores)
    assert [column[0] for column in table.values()] == [
        "sinad_db", 11.0, 10.0, 12.0, 90.0, 1.0, True, "lower", "0", "", "quality/sinad_db",
    ]  # fmt: skip
    assert table["score"] == ["sinad_db", "error_ratio", "memorization"]
    assert table["value"] == [11.0, 0.5, None]


def test_curves_are_the_columns_of_the_history() -> None:
    curves = run_fields.curves({"loss": np.array([1.0, 3.0, 5.0]), "accuracy": np.array([2.0, 4.0, 6.0])})
    assert {name: curve.tolist() for name, curve in curves.items()} == {
        "train/loss": [1.0, 3.0, 5.0],
        "train/accuracy": [2.0, 4.0, 6.0],
    }


def test_tags_for_people_come_first_and_hashes_last(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "ada")
    logged = tags(seed=4)
    assert list(logged)[: len(PEOPLE)] == PEOPLE
    assert list(logged)[-len(HASHES) :] == HASHES
    assert [logged[name] for name in PEOPLE] == ["article", "4", "trained", "false", "ada"]
    assert (logged["config_key"], logged["key"]) == (config_key({"seed": 9}), "k")
    assert logged["mlflow.source.name"] == "stages/train.py"
    assert all(isinstance(value, str) for value in logged.values())


def test_the_name_of_an_experiment_is_a_tag_of_its_run_only(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "dvc.experiment" not in tags()
    monkeypatch.setenv("DVC_EXP_NAME", "nosy-newt")
    assert tags()["dvc.experiment"] == "nosy-newt"


def test_changed_parameters_make_a_run_dirty_and_changed_results_do_not(repository: Path) -> None:
    head = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    (repository / "reports/metrics.json").write_text('{"new": 1}')
    assert (tags()["mlflow.source.git.commit"], tags()["git.dirty"]) == (head, "false")
    (repository / "params.yaml").write_text("one: 2")
    assert tags()["git.dirty"] == "true"


def test_new_code_makes_a_run_dirty(repository: Path) -> None:
    (repository / "sinegan").mkdir()
    (repository / "sinegan/new.py").write_text("")
    assert tags()["git.dirty"] == "true"


def test_without_a_repository_git_or_a_user_these_tags_are_omitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise OSError("No username set in the environment")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(getpass, "getuser", nobody)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    outside = tags()
    assert {"git.dirty", "mlflow.source.git.commit", "mlflow.user"}.isdisjoint(outside)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tags() == outside
