"""The key of a training changes with its inputs, and only with them."""

import copy
import hashlib
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sinegan.io.files import FileProblemError
from sinegan.provenance import keys
from tests.closure import ROOT

DATA = "data/train.npz"
RECIPE = {"seed": 0, "steps": 5, "generator": {"hidden": [200, 100], "optimizer": {"name": "sgd", "rate": 0.001}}}
PIPELINE = """
stages:
  train:
    cmd: python -m stages.train
    deps:
      - data/train.npz
      - stages/train.py
      - sinegan/training/losses.py
    params: [recipe]
    outs: [models/recipe.json]
  evaluate:
    cmd: python -m stages.evaluate
    deps: [stages/evaluate.py, models/recipe.json]
    params: [evaluate]
"""
FILES = {
    "dvc.yaml": PIPELINE,
    "params.yaml": "evaluate: {seed: 1}\n",
    "requirements.lock": "numpy==2.4.6\n",
    DATA: "waves",
    "stages/train.py": "train",
    "sinegan/training/losses.py": "losses",
    "stages/evaluate.py": "evaluate",
    "stages/unused.py": "unused",
}


@pytest.fixture(autouse=True)
def _small_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path, text in FILES.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text)


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    recipe = copy.deepcopy(RECIPE)
    change(recipe)
    return recipe


CHANGES: list[Callable[[dict[str, Any]], object]] = [
    lambda recipe: recipe.update(steps=6),
    lambda recipe: recipe["generator"].update(hidden=[200, 101]),
    lambda recipe: recipe["generator"].update(hidden=[100, 200]),
    lambda recipe: recipe["generator"]["optimizer"].update(rate=0.001 + 1e-18),
    lambda recipe: recipe["generator"]["optimizer"].update(name="adam"),
    lambda recipe: recipe.update(more=1),
    lambda recipe: recipe.pop("steps"),
]


def test_equal_inputs_give_equal_keys_of_16_hexadecimal_digits() -> None:
    key = keys.training_key(RECIPE, DATA)
    assert re.fullmatch(r"[0-9a-f]{16}", key)
    assert keys.training_key(copy.deepcopy(RECIPE), DATA) == key
    assert re.fullmatch(r"[0-9a-f]{16}", keys.config_key(RECIPE))


@pytest.mark.parametrize("change", CHANGES)
def test_both_keys_change_with_each_value_of_the_recipe(change: Callable[[dict[str, Any]], object]) -> None:
    assert keys.training_key(changed(change), DATA) != keys.training_key(RECIPE, DATA)
    assert keys.config_key(changed(change)) != keys.config_key(RECIPE)


def test_only_the_training_key_depends_on_the_seed() -> None:
    other = changed(lambda recipe: recipe.update(seed=1))
    assert keys.training_key(other, DATA) != keys.training_key(RECIPE, DATA)
    assert keys.config_key(other) == keys.config_key(RECIPE)


def test_both_keys_depend_on_a_seed_within_a_network() -> None:
    first, second = (changed(lambda recipe, seed=seed: recipe["generator"].update(seed=seed)) for seed in (1, 2))
    assert keys.config_key(first) != keys.config_key(second)


@pytest.mark.parametrize("path", [DATA, "stages/train.py", "sinegan/training/losses.py", "requirements.lock"])
def test_the_training_key_changes_with_each_file_that_training_reads(path: str) -> None:
    before = keys.training_key(RECIPE, DATA)
    Path(path).write_text(FILES[path] + " ")
    assert keys.training_key(RECIPE, DATA) != before
    Path(path).write_text(FILES[path])
    assert keys.training_key(RECIPE, DATA) == before


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("params.yaml", "evaluate: {seed: 2}\n"),
        ("stages/evaluate.py", "other"),
        ("stages/unused.py", "other"),
        ("dvc.yaml", PIPELINE.replace("params: [evaluate]", "params: [evaluate, report]")),
        ("dvc.yaml", "# a comment\n" + PIPELINE),
    ],
)
def test_the_training_key_does_not_change_with_the_evaluation(path: str, text: str) -> None:
    before = keys.training_key(RECIPE, DATA)
    Path(path).write_text(text)
    assert keys.training_key(RECIPE, DATA) == before


def test_the_key_depends_on_the_paths_of_the_code() -> None:
    before = keys.training_key(RECIPE, DATA)
    Path("stages/train.py").write_text(FILES["sinegan/training/losses.py"])
    Path("sinegan/training/losses.py").write_text(FILES["stages/train.py"])
    assert keys.training_key(RECIPE, DATA) != before


def test_another_dep_changes_the_key_and_the_order_of_deps_does_not() -> None:
    before = keys.training_key(RECIPE, DATA)
    first, second = "      - stages/train.py\n", "      - sinegan/training/losses.py\n"
    Path("dvc.yaml").write_text(PIPELINE.replace(first + second, second + first))
    assert keys.training_key(RECIPE, DATA) == before
    Path("dvc.yaml").write_text(PIPELINE.replace(first, first + "      - stages/unused.py\n"))
    assert keys.training_key(RECIPE, DATA) != before


def test_digests_stay_the_same() -> None:
    """Finished trials and MLflow runs are found by them."""
    assert keys.digest({"b": [1, 2.5, None], "a": {"é": True}}) == "53860357aa5c01db"
    assert keys.training_key(RECIPE, DATA) == "158c5c0722ddf4ac"
    assert keys.config_key(RECIPE) == "78a8fbeec870340c"


def test_the_recipes_name_is_not_an_input() -> None:
    assert list(inspect.signature(keys.training_key).parameters) == ["recipe", "data"]
    assert list(inspect.signature(keys.config_key).parameters) == ["recipe"]


def test_the_order_of_keys_does_not_matter() -> None:
    reordered = dict(reversed(RECIPE.items()))
    assert keys.training_key(reordered, DATA) == keys.training_key(RECIPE, DATA)
    assert keys.config_key(reordered) == keys.config_key(RECIPE)


def test_md5_is_the_md5_of_the_content() -> None:
    assert keys.md5(DATA) == hashlib.md5(b"waves", usedforsecurity=False).hexdigest()


def test_the_identity_has_both_keys_and_the_md5_of_each_file() -> None:
    identity = keys.identity(RECIPE, data=DATA, model="stages/train.py", metrics="params.yaml")
    assert identity == {
        "key": keys.training_key(RECIPE, DATA),
        "config_key": keys.config_key(RECIPE),
        "data_md5": keys.md5(DATA),
        "model_md5": keys.md5("stages/train.py"),
        "metrics_md5": keys.md5("params.yaml"),
    }


def _depend_on_the_folder() -> str:
    Path("dvc.yaml").write_text(PIPELINE.replace("- sinegan/training/losses.py", "- sinegan/training"))
    return keys.training_key(RECIPE, DATA)


@pytest.mark.parametrize("file", ["losses.py", "new.py", "below/new.py"])
def test_the_key_depends_on_each_file_of_a_folder_that_train_depends_on(file: str) -> None:
    before, path = _depend_on_the_folder(), f"sinegan/training/{file}"
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_text("other")
    assert keys.training_key(RECIPE, DATA) != before


def test_compiled_files_of_a_folder_do_not_matter() -> None:
    before = _depend_on_the_folder()
    Path("sinegan/training/__pycache__").mkdir()
    Path("sinegan/training/__pycache__/losses.cpython-311.pyc").write_bytes(b"compiled")
    assert keys.training_key(RECIPE, DATA) == before


@pytest.mark.parametrize("name", [".losses.py.swp", "losses.py~", ".DS_Store", "below/.DS_Store"])
def test_files_that_dvc_ignores_do_not_matter(name: str) -> None:
    before, path = _depend_on_the_folder(), Path("sinegan/training", name)
    path.parent.mkdir(exist_ok=True)
    path.write_text("of an editor")
    assert keys.training_key(RECIPE, DATA) == before


def test_the_ignored_names_are_those_of_dvc() -> None:
    assert [line.rstrip("/") for line in (ROOT / ".dvcignore").read_text().splitlines()] == [*keys.IGNORED]


@pytest.mark.parametrize("path", [DATA, "requirements.lock", "dvc.yaml"])
def test_a_missing_file_is_reported_with_the_fix(path: str) -> None:
    Path(path).unlink()
    with pytest.raises(FileProblemError, match=f"^{path} does not exist; run 'dvc repro'"):
        keys.training_key(RECIPE, DATA)


def test_a_folder_has_the_md5_of_dvc() -> None:
    """As in the dvc.lock of DVC 3.67 for a folder with these two files."""
    Path("folder/below").mkdir(parents=True)
    Path("folder/a.txt").write_text("a")
    Path("folder/below/b.txt").write_text("b")
    assert keys.md5("folder") == "d739917874a490e297c74d44ea1a9b0f.dir"
