"""Small real studies in a temporary clone: the same numbers as in the pipeline, even after kills. Minutes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sinegan.schema.scores import Score
from tests.fixtures import in_process
from tests.fixtures.running_cluster import running
from tests.fixtures.small_pipeline import Reproduced, environment, run

pytestmark = pytest.mark.slow

STUDY = """\
study:
  name: small
  arms:
    - {{name: article, recipe: article, seeds: {seeds}}}
    - {{name: diverging, recipe: article, seeds: [7], overrides: {{generator.optimizer.learning_rate: 1.0e+1,
       discriminator.optimizer.learning_rate: 1.0e+1, generator.output_activation: linear, steps: 400}}}}
"""


@pytest.fixture(scope="module")
def clone(small_result: Reproduced, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_result.copy(tmp_path_factory.mktemp("study") / "small")
    for path in (folder / "studies/recipes/trials").glob("*.json"):
        path.unlink()
    return folder


def plan(folder: Path, seeds: list[int]) -> None:
    (folder / "studies/recipes/params.yaml").write_text(STUDY.format(seeds=seeds))


def trials(folder: Path) -> dict[str, dict[str, Any]]:
    """Scores, headlines and failure of each finished trial by key, without times."""
    contents = {path.stem: json.loads(path.read_text()) for path in (folder / "studies/recipes/trials").glob("*.json")}
    return {
        key: {name: content[name] for name in ("scores", "headlines", "failure", "recipe")}
        for key, content in contents.items()
    }


@pytest.fixture(scope="module")
def studied(clone: Path) -> Path:
    plan(clone, [0, 1])
    run(clone, "dvc", "repro", "studies/dvc.yaml:recipes")
    return clone


def test_a_trial_has_the_pipelines_numbers(studied: Path) -> None:
    (trial,) = [trial for trial in trials(studied).values() if trial["recipe"]["seed"] == 0]
    rows = json.loads((studied / "reports/metrics.json").read_text())["scores"]
    assert trial["scores"] == {score.key: score.value for score in map(Score.model_validate, rows)}
    assert trial["headlines"] == json.loads((studied / "reports/headlines.json").read_text())


def test_report_results_and_times_include_every_trial(studied: Path) -> None:
    results = json.loads((studied / "studies/recipes/results.json").read_text())
    assert [len(arm["trials"]) for arm in results["arms"].values()] == [2, 1]
    assert (studied / "studies/recipes/report.md").read_text().startswith("# Study `small`")
    assert (studied / "studies/recipes/figures/strips.png").stat().st_size > 10_000
    assert set(json.loads((studied / "studies/recipes/times.json").read_text())) == {"article", "diverging"}


def test_an_unchanged_study_is_skipped_and_a_larger_one_runs_only_new_trials(studied: Path) -> None:
    assert "Stage 'studies/dvc.yaml:recipes' didn't change" in run(studied, "dvc", "repro", "studies/dvc.yaml:recipes")
    before = {path: path.stat().st_mtime_ns for path in (studied / "studies/recipes/trials").glob("*.json")}
    plan(studied, [0, 1, 2])
    run(studied, "dvc", "repro", "studies/dvc.yaml:recipes")
    after = {path: path.stat().st_mtime_ns for path in (studied / "studies/recipes/trials").glob("*.json")}
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


def test_a_study_in_another_folder_has_its_own_trials_and_the_same_results(studied: Path) -> None:
    other = studied / "studies/other"
    other.mkdir()
    (other / "params.yaml").write_text((studied / "studies/recipes/params.yaml").read_text())
    before = trials(studied)
    run(studied, sys.executable, "-m", "stages.study", "--folder", "studies/other")
    assert trials(studied) == before
    assert {path.stem for path in (other / "trials").glob("*.json")} == before.keys()
    assert (other / "results.json").read_bytes() == (studied / "studies/recipes/results.json").read_bytes()


def test_the_pipeline_itself_does_not_run_the_study(studied: Path) -> None:
    output = run(studied, "dvc", "repro", "evaluate")
    assert "study" not in output
    assert "studies" not in output


def remove_trials(folder: Path, n: int) -> None:
    """Remove some successful trials."""
    good = [key for key, trial in trials(folder).items() if trial["failure"] is None]
    for key in sorted(good)[:n]:
        (folder / f"studies/recipes/trials/{key}.json").unlink()


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "stages.study", *arguments]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=nowhere, stderr=nowhere, start_new_session=True
    )


def workers(study: int) -> list[int]:
    """The process ids of a study's workers, from /proc."""
    process_ids = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == study and b"spawn_main" in (folder / "cmdline").read_bytes():
                process_ids.append(int(folder.name))
        except OSError:
            continue
    return process_ids


def wait_for_trials(folder: Path, n: int, study: subprocess.Popen[bytes]) -> None:
    while len(list((folder / "studies/recipes/trials").glob("*.json"))) < n:
        assert study.poll() is None, "the study ended too early"
        time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to find the workers")
def test_killing_a_worker_and_the_coordinator_changes_no_result(studied: Path) -> None:
    uninterrupted = trials(studied)
    remove_trials(studied, 3)
    study = start(studied)
    wait_for_trials(studied, len(uninterrupted) - 2, study)
    os.kill(workers(study.pid)[0], signal.SIGKILL)
    wait_for_trials(studied, len(uninterrupted) - 1, study)
    os.killpg(study.pid, signal.SIGKILL)
    study.wait()
    assert len(trials(studied)) < len(uninterrupted)
    run(studied, sys.executable, "-m", "stages.study")
    assert trials(studied) == uninterrupted


def test_a_cluster_gives_the_same_numbers(studied: Path, tmp_path: Path) -> None:
    local = trials(studied)
    remove_trials(studied, 2)
    with running(tmp_path, project=studied) as scheduler:
        run(studied, sys.executable, "-m", "stages.study", "--scheduler", scheduler)
    assert trials(studied) == local


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("study: {name: x, arms: []}", "studies/recipes/params.yaml: study.arms = []"),
        ("study: {name: x, arms: [{name: a, recipe: artcle, seeds: [1]}]}", "recipe 'artcle' is not in params.yaml"),
        ("study: {name: x, arms: [{name: a, recipe: article, seds: [1]}]}", "study.arms.0.seds is an unknown key"),
    ],
)
def test_an_invalid_plan_is_reported_in_one_line(studied: Path, text: str, message: str) -> None:
    kept = (studied / "studies/recipes/params.yaml").read_text()
    (studied / "studies/recipes/params.yaml").write_text(text)
    result = in_process.run(studied, "study")
    (studied / "studies/recipes/params.yaml").write_text(kept)
    assert result.returncode
    assert message in result.stderr
