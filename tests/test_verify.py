"""The door that says whether a result was reproduced, in a clone of its own."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import in_process, small_pipeline, small_recipes

HEADLINES = {"sinad": 12.0, "coverage": 0.5}
SEEDS = {"sd": 1.0, "n": 10}
STUDY = {
    "arms": {
        name: {
            "headlines": {"sinad": {"sd": 1.0, "n": 10, "median": sinad}, "coverage": {"sd": 0.1, "n": 10, "median": 1}}
        }
        for name, sinad in (("article", 12.3), ("modern", 50.0))
    }
}


def put(folder: Path, **contents: Any) -> None:
    for name, content in contents.items():
        path = folder / f"{name.replace('__', '/')}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content))


def recipe(name: str) -> dict[str, Any]:
    return {"name": name, "n_points": 50, "recipe": small_recipes.article().model_dump()}


@pytest.fixture
def published(tmp_path: Path) -> Path:
    put(tmp_path, reports__headlines=HEADLINES, reports__metrics={"recipe": "article"}, study__results=STUDY)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "published"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, env=small_pipeline.environment())
    put(tmp_path, models__recipe=recipe("article"))
    return tmp_path


def verify(folder: Path, status: int) -> str:
    done = in_process.run(folder, "verify")
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def test_the_same_numbers_are_told_as_such(published: Path) -> None:
    said = verify(published, 0)
    assert "sinad     12    12         ± 4.6         yes" in said
    assert "every headline of 'article' is the published one, to the last digit" in said


def test_other_numbers_are_held_against_the_seeds(published: Path) -> None:
    put(published, reports__headlines=HEADLINES | {"sinad": 14.0})
    assert "as near to the published one as another seed's" in verify(published, 0)
    put(published, reports__headlines=HEADLINES | {"sinad": 20.0})
    assert "ERROR: NOT reproduced: sinad of 'article'" in verify(published, 1)


def test_another_recipe_is_held_against_the_studys_median(published: Path) -> None:
    put(published, models__recipe=recipe("modern"), reports__headlines={"sinad": 49.0, "coverage": 1.0})
    assert "every headline of 'modern'" in verify(published, 0)
    put(published, reports__headlines={"sinad": 12.0, "coverage": 1.0})
    assert "NOT reproduced: sinad of 'modern'" in verify(published, 1)


def test_an_unknown_recipe_has_nothing_to_be_held_against(published: Path) -> None:
    put(published, models__recipe=recipe("mine"))
    assert "nothing is published of the recipe 'mine'" in verify(published, 1)


def test_outside_git_the_cure_is_named(tmp_path: Path) -> None:
    put(tmp_path, reports__headlines=HEADLINES, models__recipe=recipe("article"))
    assert "study/results.json is in no commit here" in verify(tmp_path, 1)
