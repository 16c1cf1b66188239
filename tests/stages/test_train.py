"""What the stage that trains prints."""

import re
import shutil
from pathlib import Path

import pytest

from tests.closure import ROOT
from tests.fixtures import in_process, small_pipeline
from tests.fixtures.small_pipeline import run

pytestmark = pytest.mark.slow


def test_the_first_line_says_what_is_done_and_libraries_say_nothing(tmp_path: Path) -> None:
    text = (ROOT / "params.yaml").read_text()
    for pattern, small in small_pipeline.SMALL.items():
        text = re.sub(pattern, small, text)
    (tmp_path / "params.yaml").write_text(text)
    assert in_process.run(tmp_path, "generate").returncode == 0
    for name in ("sinegan", "stages", "dvc.yaml", "requirements.lock"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    lines = run(tmp_path, "python", "-m", "stages.train").replace("\r", "\n").splitlines()
    assert lines[0] == "Training recipe 'article': 6 steps of 200 + 200 waves; writes models/"
    others = [line for line in lines[1:] if line and not re.search(r"\d+/6|MLflow", line)]
    assert others == []
