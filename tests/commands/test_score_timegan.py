"""The command that prints TimeGAN's scores."""

import json
from pathlib import Path

import numpy as np
import pytest

from sinegan.timegan import scores
from tests.fixtures import in_process
from tests.timegan.test_scores import sines

pytestmark = pytest.mark.trains


@pytest.fixture
def files(tmp_path: Path) -> Path:
    np.save(tmp_path / "real.npy", sines(240, 1))
    np.save(tmp_path / "generated.npy", sines(240, 2))
    np.save(tmp_path / "one.npy", sines(240, 2)[..., 0])
    return tmp_path


def test_both_scores_and_their_baselines(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    score = scores.TimeGanScore("discriminative", np.array([0.1, 0.2]), np.array([0.01, 0.02]))
    monkeypatch.setattr(scores, "timegan_scores", lambda *_: [score])
    result = in_process.run(files, "score", "generated.npy", "--real", "real.npy", "--timegan", "--out", "a.json")
    assert result.returncode == 0, result.stderr
    assert "discriminative  0.1500 ± 0.6353" in " ".join(result.stdout.split(" ")).replace("   ", "  ")
    assert "0.0150 ± 0.0635" in result.stdout
    assert "cannot see white noise of a hundredth of the range" in result.stdout
    written = json.loads((files / "a.json").read_text())["timegan"]["discriminative"]
    assert written == {"value": [0.1, 0.2], "baseline": [0.01, 0.02]}


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("one.npy", "--real", "one.npy", "--timegan"), "TimeGAN's scores need two channels or more"),
        (("generated.npy", "--real", "one.npy", "--timegan"), "holds series of 24 x 5 points, the real ones have 24"),
        (("generated.npy", "--timegan"), "--timegan and --real FILE belong together"),
        (("generated.npy", "--real", "real.npy"), "--timegan and --real FILE belong together"),
        (("generated.npy", "--real", "real.npy", "--timegan", "--training", "real.npy"), "without --training"),
    ],
)
def test_what_cannot_be_scored_is_refused(files: Path, arguments: tuple[str, ...], text: str) -> None:
    result = in_process.run(files, "score", *arguments)
    assert result.returncode == 2
    assert text in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr
