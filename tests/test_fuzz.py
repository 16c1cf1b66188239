"""Some hundreds of invalid inputs of each kind; ``make faults`` tries thousands."""

from pathlib import Path

import numpy as np
import pytest

from sinegan.io import files
from sinegan.networks import build, weights
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.schema.corrupted import CorruptedScores
from sinegan.schema.scores import Evaluation, NoiseLevel
from sinegan.waves import dataset
from sinegan.waves.draw import draw
from sinegan.waves.law import Law
from tests.closure import ROOT
from tests.fixtures import fuzz, small_recipes
from tests.fixtures.scores import made_headlines

COLUMNS = ("a", "b")
RECIPE = small_recipes.article()


def examples(folder: Path, law: Law) -> None:
    """Write a valid file of each kind."""
    rng = np.random.default_rng(3)
    data = dataset.WaveDataset(law, {"pool": draw(law, 100, rng)})
    files.write_arrays(str(folder / "data.npz"), dataset.to_arrays(data))
    weights.write(str(folder / "generator.weights.h5"), build.generator(RECIPE, 20))
    files.write_table(str(folder / "history.csv"), COLUMNS, rng.random((30, 2)).astype(np.float32))
    trained = TrainedRecipe(name="small", n_points=20, recipe=RECIPE)
    files.write_json(str(folder / "recipe.json"), trained.model_dump())
    curve = [NoiseLevel(sigma=sigma, accuracy={"boosted_trees": 1.0}) for sigma in (0.0, 0.5)]
    scores = list(made_headlines().values())
    evaluation = Evaluation(recipe="small", evaluate={"seed": 1}, scores=scores, effective_bits=1.5, curve=curve)
    files.write_json(str(folder / "metrics.json"), evaluation.model_dump())
    corrupted = CorruptedScores(
        name="white noise", unit="y", strength=0.1, scores={"distribution/ks": 0.5}, distances={"distribution/ks": None}
    )
    known = {"law": law.model_dump(), "corrupted": [corrupted.model_dump()], "baselines": {}}
    files.write_json(str(folder / "calibration.json"), known)
    files.write_arrays(str(folder / "snapshots.npz"), {"waves": rng.random((3, 8, 20)), "steps": np.arange(3)})
    np.save(folder / "waves.npy", rng.random((40, 10)))
    np.savetxt(folder / "waves.csv", rng.random((40, 10)), delimiter=",")


@pytest.mark.parametrize("name", fuzz.readers(None, ()))
def test_bad_files(name: str, tmp_path: Path, law: Law) -> None:
    examples(tmp_path, law)
    read = fuzz.readers(build.generator(RECIPE, 20), COLUMNS)[name]
    outcomes = fuzz.bad_files(tmp_path, name, read, tries=250, seed=1)
    assert set(outcomes) <= {"accepted", "refused"}
    assert outcomes.total() == 250
    assert outcomes["refused"] > 100


def test_invalid_parameters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcomes = fuzz.parameters((ROOT / "params.yaml").read_text(), tries=300)
    assert set(outcomes) <= {"accepted", "refused"}
    assert outcomes.total() >= 300
    assert outcomes["refused"] > 150
