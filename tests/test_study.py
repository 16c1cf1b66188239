"""Real studies, small, in a temporary clone: the pipeline's numbers, however often it is killed. Minutes."""

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
from tests import in_process
from tests.running_cluster import running
from tests.small_pipeline import Reproduced, environment, run

pytestmark = pytest.mark.slow

STUDY = """\
study:
  name: small
  arms:
    - {{name: article, recipe: article, seeds: {seeds}}}
    - {{name: broken, recipe: article, seeds: [7], overrides: {{generator.optimizer.learning_rate: 1.0e+1,
       discriminator.optimizer.learning_rate: 1.0e+1, generator.output_activation: linear, epochs: 400}}}}
"""


@pytest.fixture(scope="module")
def clone(small_result: Reproduced, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_result.copy(tmp_path_factory.mktemp("study") / "small")
    for path in (folder / "study/trials").glob("*.json"):
        path.unlink()
    return folder


def plan(folder: Path, seeds: list[int]) -> None:
    (folder / "study/params.yaml").write_text(STUDY.format(seeds=seeds))


def trials(folder: Path) -> dict[str, dict[str, Any]]:
    """Scores, headlines and failure of each finished trial, by key; times left out."""
    read = {path.stem: json.loads(path.read_text()) for path in (folder / "study/trials").glob("*.json")}
    return {
        key: {name: one[name] for name in ("scores", "headlines", "failure", "recipe")} for key, one in read.items()
    }


@pytest.fixture(scope="module")
def studied(clone: Path) -> Path:
    plan(clone, [0, 1])
    run(clone, "dvc", "repro", "study/dvc.yaml:study")
    return clone


def test_a_trial_has_the_pipelines_numbers(studied: Path) -> None:
    (same,) = [one for one in trials(studied).values() if one["recipe"]["seed"] == 0]
    rows = json.loads((studied / "reports/metrics.json").read_text())["scores"]
    assert same["scores"] == {score.key: score.value for score in map(Score.model_validate, rows)}
    assert same["headlines"] == json.loads((studied / "reports/headlines.json").read_text())


def test_report_results_and_times_tell_of_every_trial(studied: Path) -> None:
    results = json.loads((studied / "study/results.json").read_text())
    assert [len(arm["trials"]) for arm in results["arms"].values()] == [2, 1]
    assert (studied / "study/report.md").read_text().startswith("# Study `small`")
    assert (studied / "study/figures/strips.png").stat().st_size > 10_000
    assert set(json.loads((studied / "study/times.json").read_text())) == {"article", "broken"}


def test_again_does_nothing_and_a_grown_study_runs_what_is_missing(studied: Path) -> None:
    assert "Stage 'study/dvc.yaml:study' didn't change" in run(studied, "dvc", "repro", "study/dvc.yaml:study")
    before = {path: path.stat().st_mtime_ns for path in (studied / "study/trials").glob("*.json")}
    plan(studied, [0, 1, 2])
    run(studied, "dvc", "repro", "study/dvc.yaml:study")
    after = {path: path.stat().st_mtime_ns for path in (studied / "study/trials").glob("*.json")}
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


def test_a_study_in_another_folder_shares_the_trials(studied: Path) -> None:
    other = studied / "study/other"
    other.mkdir()
    (other / "params.yaml").write_text((studied / "study/params.yaml").read_text())
    before = set(trials(studied))
    run(studied, sys.executable, "-m", "stages.study", "--folder", "study/other")
    assert set(trials(studied)) == before
    assert (other / "results.json").read_bytes() == (studied / "study/results.json").read_bytes()


def test_the_pipeline_itself_does_not_run_the_study(studied: Path) -> None:
    assert "study" not in run(studied, "dvc", "repro", "evaluate")


def forget(folder: Path, n: int) -> None:
    """Take away that many of the trials that ended well."""
    good = [key for key, trial in trials(folder).items() if trial["failure"] is None]
    for key in sorted(good)[:n]:
        (folder / f"study/trials/{key}.json").unlink()


def start(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "stages.study", *words]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=nowhere, stderr=nowhere, start_new_session=True
    )


def workers(study: int) -> list[int]:
    """The worker processes below a study's, from /proc."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == study and b"spawn_main" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def wait_for_trials(folder: Path, n: int, study: subprocess.Popen[bytes]) -> None:
    while len(list((folder / "study/trials").glob("*.json"))) < n:
        assert study.poll() is None, "the study ended too soon"
        time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the workers through /proc, which this system has not")
def test_killed_worker_and_coordinator_change_nothing(studied: Path) -> None:
    undisturbed = trials(studied)
    forget(studied, 3)
    study = start(studied)
    wait_for_trials(studied, len(undisturbed) - 2, study)
    os.kill(workers(study.pid)[0], signal.SIGKILL)
    wait_for_trials(studied, len(undisturbed) - 1, study)
    os.killpg(study.pid, signal.SIGKILL)
    study.wait()
    assert len(trials(studied)) < len(undisturbed)
    run(studied, sys.executable, "-m", "stages.study")
    assert trials(studied) == undisturbed


def test_a_cluster_gives_the_same_numbers(studied: Path, tmp_path: Path) -> None:
    alone = trials(studied)
    forget(studied, 2)
    with running(tmp_path, project=studied) as scheduler:
        run(studied, sys.executable, "-m", "stages.study", "--scheduler", scheduler)
    assert trials(studied) == alone


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("study: {name: x, arms: []}", "study/params.yaml: study.arms = []"),
        ("study: {name: x, arms: [{name: a, recipe: artcle, seeds: [1]}]}", "recipe 'artcle' is not in params.yaml"),
        ("study: {name: x, arms: [{name: a, recipe: article, seds: [1]}]}", "study.arms.0.seds is no known key"),
    ],
)
def test_a_bad_plan_is_told_in_one_line(studied: Path, text: str, words: str) -> None:
    kept = (studied / "study/params.yaml").read_text()
    (studied / "study/params.yaml").write_text(text)
    ended = in_process.run(studied, "study")
    (studied / "study/params.yaml").write_text(kept)
    assert ended.returncode
    assert words in ended.stderr
