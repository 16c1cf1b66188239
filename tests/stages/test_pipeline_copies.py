"""Copies and clones of the real pipeline: its results are those of the original, or of what was changed. Minutes."""

import re
from pathlib import Path

import numpy as np
import pytest

from tests.fixtures import small_pipeline
from tests.fixtures.pipeline_runs import runs
from tests.fixtures.small_pipeline import Reproduced, md5s, run

pytestmark = pytest.mark.slow


def test_a_recipe_that_does_not_exist_is_refused_before_any_stage(small_result: Reproduced, tmp_path: Path) -> None:
    folder = small_result.copy(tmp_path / "changed")
    with (folder / "sinegan/waves/law.py").open("a") as code:
        code.write("# changed: all stages would run\n")
    output = run(folder, "dvc", "exp", "run", "-S", "recipe=nosuch", ok=False)
    assert re.findall("Running stage '(.*)'", output) == ["check"]
    assert "params.yaml: recipe = 'nosuch' is not among the recipes; choose one of: article, " in output
    run(folder, *re.findall(r"'(git checkout params\.yaml)' restores the file", output)[0].split())
    assert "nosuch" not in (folder / "params.yaml").read_text()


def test_metrics_and_plots_need_no_cache(small_result: Reproduced, tmp_path: Path) -> None:
    run(tmp_path, "git", "clone", "-q", str(small_result.pristine), "fresh")
    fresh = tmp_path / "fresh"
    assert "sinad_db" in run(fresh, "dvc", "metrics", "show")
    run(fresh, "dvc", "plots", "show", "-o", "plots")
    assert (fresh / "plots/index.html").exists()


def test_second_clone_without_cache_and_on_one_core_gives_the_same_bytes(
    small_result: Reproduced, tmp_path: Path
) -> None:
    run(tmp_path, "git", "clone", "-q", str(small_result.pristine), "second")
    second = tmp_path / "second"
    with small_pipeline.one_core():
        run(second, "dvc", "repro", "-f")
    assert md5s(second) == md5s(small_result.pristine)
    assert len(md5s(second)) >= 13
    assert len(runs(second)) == 1


def test_an_experiment_in_a_temporary_copy_runs_the_library_code_of_that_copy(
    small_result: Reproduced, tmp_path: Path
) -> None:
    folder = small_result.copy(tmp_path / "changed")
    law = folder / "sinegan/waves/law.py"
    law.write_text(law.read_text().replace("AMPLITUDE = 0.5", "AMPLITUDE = 0.25"))
    run(folder, "dvc", "exp", "run", "--temp", "-n", "halved", "generate")
    run(folder, "git", "checkout", "-q", ".")
    run(folder, "dvc", "exp", "apply", "halved")
    assert np.ptp(np.load(folder / "data/train.npz")["pool"]) == pytest.approx(0.5, abs=0.01)
