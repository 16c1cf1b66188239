"""The command that compares a result with the published one, in a temporary repository."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sinegan.provenance import keys
from tests.fixtures import in_process, small_pipeline, small_recipes

HEADLINES = {"sinad_db": 12.0, "grid_coverage": 0.5}
SEEDS = {"sd": 1.0, "n": 10}
STUDY = {
    "arms": {
        name: {
            "headlines": {
                "sinad_db": {"sd": 1.0, "n": 10, "median": sinad},
                "grid_coverage": {"sd": 0.1, "n": 10, "median": 1},
            }
        }
        for name, sinad in (("article", 12.3), ("modern", 50.0))
    }
}


def write(folder: Path, **contents: Any) -> None:
    for name, content in contents.items():
        path = folder / f"{name.replace('__', '/')}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))


def recipe(name: str, **fields: Any) -> dict[str, Any]:
    return {"name": name, "n_points": 50, "recipe": small_recipes.article().model_dump()} | fields


@pytest.fixture
def published(tmp_path: Path) -> Path:
    write(
        tmp_path,
        reports__headlines=HEADLINES,
        notes={"by": "the user"},
        reports__metrics={"recipe": "article"},
        studies__recipes__results=STUDY,
    )
    (tmp_path / "params.yaml").write_text("recipe: article")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "published"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, env=small_pipeline.environment())
    write(tmp_path, models__recipe=recipe("article"))
    return tmp_path


def verify(folder: Path, status: int, *arguments: str) -> str:
    result = in_process.run(folder, "verify", *arguments)
    assert result.returncode == status, result.stderr
    return result.stdout + result.stderr


def test_equal_numbers_are_reported_as_equal(published: Path) -> None:
    output = verify(published, 0)
    assert re.search(r"sinad_db +12 +12 +± 5\.2 +yes", output)
    assert "every headline of 'article' equals the published one, to the last digit" in output


def test_other_numbers_are_compared_with_the_variation_over_seeds(published: Path) -> None:
    write(published, reports__headlines=HEADLINES | {"sinad_db": 14.0})
    assert "is within the variation between seeds" in verify(published, 0)
    write(published, reports__headlines=HEADLINES | {"sinad_db": 20.0})
    assert "ERROR: NOT reproduced: sinad_db of 'article'" in verify(published, 1)


def test_another_recipe_is_compared_with_the_studys_median(published: Path) -> None:
    write(published, models__recipe=recipe("modern"), reports__headlines={"sinad_db": 49.0, "grid_coverage": 1.0})
    assert "every headline of 'modern'" in verify(published, 0)
    write(published, reports__headlines={"sinad_db": 12.0, "grid_coverage": 1.0})
    assert "NOT reproduced: sinad_db of 'modern'" in verify(published, 1)


@pytest.fixture
def committed(published: Path) -> Path:
    """With all parameters in params.yaml and dvc.lock of the last commit, and what they were trained on."""
    text = json.dumps({"recipes": {"article": small_recipes.article().model_dump()}, "waves": {"n_points": 50}})
    (published / "params.yaml").write_text(text)
    lock(published, n_points=50)
    for arguments in (["add", "-A"], ["commit", "-qm", "with parameters"]):
        subprocess.run(["git", *arguments], cwd=published, check=True, env=small_pipeline.environment())
    return published


def lock(folder: Path, **waves: Any) -> None:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data/train.npz").write_text("waves")
    out = {"path": "data/train.npz", "md5": keys.md5(str(folder / "data/train.npz"))}
    generate = {"params": {"params.yaml": {"waves": waves}}, "outs": [out]}
    (folder / "dvc.lock").write_text(json.dumps({"stages": {"generate": generate}}))


def test_other_parameters_have_no_published_result(committed: Path) -> None:
    assert "to the last digit" in verify(committed, 0)
    changed = small_recipes.article(steps=7, seed=3).model_dump()
    write(committed, models__recipe=recipe("article", recipe=changed))
    lock(committed, n_points=60)
    message = "nothing is published for 'article' with steps=7, waves.n_points=60 to compare with"
    assert message in verify(committed, 1)


def test_another_seed_is_compared_by_the_variation_between_seeds(committed: Path) -> None:
    changed = small_recipes.article(seed=3).model_dump()
    write(
        committed, models__recipe=recipe("article", recipe=changed), reports__headlines=HEADLINES | {"sinad_db": 14.0}
    )
    assert "is within the variation between seeds.\n" in verify(committed, 0)


def test_an_unknown_recipe_has_no_published_result(published: Path) -> None:
    write(published, models__recipe=recipe("mine"))
    assert "nothing is published for the recipe 'mine'" in verify(published, 1)


def test_without_git_the_message_names_the_problem(tmp_path: Path) -> None:
    write(tmp_path, reports__headlines=HEADLINES, models__recipe=recipe("article"))
    assert "studies/recipes/results.json is not committed here" in verify(tmp_path, 1)


def test_waves_of_a_users_file_have_no_published_result(published: Path) -> None:
    write(published, models__recipe=recipe("article", scaling={"low": 0.0, "high": 2.0}))
    assert "ERROR: nothing is published for waves of a user's file to compare with" in verify(published, 1)


def test_bytes_are_compared_with_the_committed_digests(published: Path) -> None:
    outs = ("data/train.npz", "data/held_out.npz", "models/generator.weights.h5", "models/discriminator.weights.h5")
    for path in (*outs, "reports/calibration.json"):
        (published / path).parent.mkdir(exist_ok=True)
        (published / path).write_text(path)
    digests = [
        f"    - {{path: {path}, md5: {keys.md5(str(published / path))}}}\n"
        for path in (*outs, "reports/calibration.json", "reports/metrics.json")
    ]
    lock = "stages:\n  check:\n    cmd: x\n  all:\n    outs:\n"
    (published / "dvc.lock").write_text(lock + "".join(digests))
    assert "byte" not in verify(published, 0)  # not committed yet
    for arguments in (["add", "-A"], ["commit", "-qm", "locked"]):
        subprocess.run(["git", *arguments], cwd=published, check=True, env=small_pipeline.environment())
    assert "to the last digit. Data, weights and scores are equal to the byte.\n" in verify(published, 0)
    (published / "models/generator.weights.h5").write_text("other")
    assert "The bytes of models/generator.weights.h5 are others: normal with other versions" in verify(published, 0)
    (published / "models/generator.weights.h5").unlink()
    assert "byte" not in verify(published, 0)


NEXT = (
    "\nreport       reports/report.md\n",
    "\nmake ui      the run in MLflow",
    "\nmake sample  ten waves from the generator",
)


def test_a_summary_names_the_next_commands(published: Path) -> None:
    output = verify(published, 0, "--summary")
    assert "equals the published one, to the last digit.\n\nreport " in output
    assert all(line in output for line in NEXT)
    assert "changed" not in output


def test_a_summary_says_that_changed_results_are_normal(published: Path) -> None:
    write(published, reports__headlines=HEADLINES | {"sinad_db": 14.0})
    output = verify(published, 0, "--summary")
    assert (
        "is within the variation between seeds.\n"
        "1 committed file changed: normal with other versions of the libraries, or on a processor without AVX2; "
        "'git checkout dvc.lock reports/' restores it.\n"
    ) in output
    write(published, reports__metrics={"recipe": "article", "scores": []})
    assert "2 committed files changed: normal" in verify(published, 0, "--summary")


def test_a_summary_keeps_other_files_that_the_user_changed(published: Path) -> None:
    write(published, reports__headlines=HEADLINES | {"sinad_db": 14.0}, notes={})
    (published / "params.yaml").write_text("recipe: modern")
    assert (
        "1 committed file changed: normal, since params.yaml differs from the last commit; "
        "'git checkout dvc.lock reports/' restores it.\n"
    ) in verify(published, 0, "--summary")
    write(published, reports__headlines=HEADLINES)
    assert "changed" not in verify(published, 0, "--summary")


def test_a_changed_page_is_no_reason(published: Path) -> None:
    write(published, reports__headlines=HEADLINES | {"sinad_db": 14.0}, notes={})
    assert "changed: normal with other versions" in verify(published, 0, "--summary")


def test_a_summary_does_not_fail(published: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    write(published, reports__headlines=HEADLINES | {"sinad_db": 20.0})
    output = verify(published, 0, "--summary")
    assert "\nNOT reproduced: sinad_db of 'article'" in output
    assert "\n1 committed file changed; 'git checkout dvc.lock reports/' restores it.\n" in output
    assert all(line in output for line in NEXT)
    write(published, models__recipe=recipe("mine"))
    assert "nothing is published for the recipe 'mine'" in verify(published, 0, "--summary")
    without_git = tmp_path_factory.mktemp("without_git")
    write(without_git, reports__headlines=HEADLINES, models__recipe=recipe("article"))
    output = verify(without_git, 0, "--summary")
    assert "is not committed here" in output
    assert all(line in output for line in NEXT)
