"""The command that draws waves: files of both kinds, stdout, a figure, models in MLflow, and error messages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import mlflow
import numpy as np
import pytest

from sinegan.datasets import readers
from sinegan.io import files
from sinegan.networks import build, sampling, weights
from sinegan.networks.trained_recipe import TrainedRecipe
from sinegan.tracking import model
from sinegan.waves.channels import flatten
from tests.closure import ROOT
from tests.fixtures import in_process, small_recipes

pytestmark = pytest.mark.slow

N_POINTS, SEED = 20, 7
RECIPE = small_recipes.article()
NAMES = [f"h{hour}" for hour in range(N_POINTS)]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a generator, as the training stage writes it."""
    folder = tmp_path_factory.mktemp("trained")
    trained_recipe = TrainedRecipe(name="small", n_points=N_POINTS, recipe=RECIPE)
    files.write_json(str(folder / "models/recipe.json"), trained_recipe.model_dump())
    weights.write(str(folder / "models/generator.weights.h5"), build.generator(RECIPE, N_POINTS))
    return folder


def assert_equal_but_for_rounding(waves: np.ndarray, n: int) -> None:
    """The command computes without TensorFlow."""
    assert waves.shape == (n, N_POINTS)
    np.testing.assert_allclose(waves, expected(n), rtol=0, atol=2e-6)


def expected(n: int) -> np.ndarray:
    return sampling.sample(build.generator(RECIPE, N_POINTS), n, seed=SEED)


def sample(folder: Path, *arguments: str, status: int = 0, store_uri: str = "") -> in_process.Result:
    result = in_process.run(
        folder, "sample", "--seed", str(SEED), *arguments, environment={"MLFLOW_TRACKING_URI": store_uri}
    )
    assert result.returncode == status, result.stderr
    return result


def test_files_of_both_kinds_and_a_figure(trained: Path) -> None:
    sample(trained, "--n", "30", "--out", "waves.npy", "--plot", "waves.png")
    sample(trained, "--n", "30", "--out", "waves.csv")
    waves = np.load(trained / "waves.npy", allow_pickle=False)
    assert waves.dtype == np.float32
    assert_equal_but_for_rounding(waves, 30)
    np.testing.assert_array_equal(np.loadtxt(trained / "waves.csv", delimiter=",", dtype=np.float32), waves)
    assert (trained / "waves.png").read_bytes().startswith(b"\x89PNG")


def test_waves_have_the_units_of_the_users_file(trained: Path, tmp_path: Path) -> None:
    shutil.copytree(trained / "models", tmp_path / "models")
    content = files.read_json(str(tmp_path / "models/recipe.json")) | {"scaling": {"low": -3.0, "high": 7.0}}
    files.write_json(str(tmp_path / "models/recipe.json"), content)
    sample(tmp_path, "--n", "30", "--out", "waves.npy")
    waves = np.load(tmp_path / "waves.npy", allow_pickle=False)
    np.testing.assert_allclose(waves, expected(30) * 10 - 3, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    ("keys", "header"),
    [
        ({"n_points": 10, "n_channels": 2, "columns": ["load", "temp"]}, "series,load,temp"),
        ({"n_points": 10, "n_channels": 2}, "series,channel 1,channel 2"),
        ({"columns": [f"h{hour}" for hour in range(20)]}, ",".join(f"h{hour}" for hour in range(20))),
    ],
)
def test_channels_and_names_of_the_users_table_are_written_back(trained: Path, tmp_path: Path, keys, header) -> None:
    shutil.copytree(trained / "models", tmp_path / "models")
    files.write_json(str(tmp_path / "models/recipe.json"), files.read_json(str(tmp_path / "models/recipe.json")) | keys)
    sample(tmp_path, "--n", "30", "--out", "waves.csv", "--plot", "waves.png")
    assert (tmp_path / "waves.csv").read_text().splitlines()[0] == header
    shape = (10, 2) if "n_channels" in keys else (20,)
    back = readers.read_rows(str(tmp_path / "waves.csv"), shape).values
    np.testing.assert_allclose(flatten(back), expected(30), rtol=0, atol=2e-6)


@pytest.mark.parametrize("name", ["waves.parquet", "waves.npz", "waves"])
def test_a_suffix_without_a_format_is_refused_before_anything_is_read(tmp_path: Path, name: str) -> None:
    """There is no generator in the folder, which would be told otherwise."""
    result = sample(tmp_path, "--out", name, "--plot", "waves.png", status=2)
    assert result.stderr.startswith(f"ERROR: {name}: the suffix tells the format to write; give the file one of .npy, ")
    assert [*tmp_path.iterdir()] == []


def test_stdout_has_only_the_waves(trained: Path) -> None:
    lines = sample(trained, "--n", "3").stdout.splitlines()
    assert_equal_but_for_rounding(np.loadtxt(lines, delimiter=",", dtype=np.float32), 3)


def test_a_closed_pipe_is_not_an_error(trained: Path) -> None:
    command = [sys.executable, "-m", "sinegan.cli", "sample", "--n", "200000"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=trained, env=environment, **pipes) as process:
        assert process.stdout.readline().count(b",") == N_POINTS - 1
        process.stdout.close()
        output = process.stderr.read()
    assert process.returncode == 0
    assert b"Error" not in output


def test_a_run_and_a_registered_model_generate_the_same_waves(trained: Path) -> None:
    uri = f"sqlite:///{trained / 'store.db'}"
    mlflow.set_tracking_uri(uri)
    generator = build.generator(RECIPE, N_POINTS)
    noise = sampling.noise(4, RECIPE.generator.n_noise, seed=0).numpy()
    client = mlflow.MlflowClient(uri)
    experiment = client.create_experiment("x", artifact_location=(trained / "artifacts").as_uri())
    with mlflow.start_run(experiment_id=experiment) as run:
        model.log_once(client, run, generator, noise, "m", "card", NAMES)
    mlflow.register_model(f"runs:/{run.info.run_id}/generator", "sine-gan")
    client.set_registered_model_alias("sine-gan", "champion", "1")
    for number, source in enumerate((run.info.run_id, "models:/sine-gan@champion")):
        sample(trained, "--n", "5", "--model", source, "--out", f"{number}.npy", store_uri=uri)
        named = sample(trained, "--n", "5", "--model", source, store_uri=uri).stdout
        assert named.splitlines()[0] == ",".join(NAMES)
        np.testing.assert_array_equal(np.load(trained / f"{number}.npy"), expected(5))
    message = sample(trained, "--model", "models:/sine-gan@absent", store_uri=uri, status=1).stderr
    assert "absent" in message
    assert "Traceback" not in message


@pytest.mark.parametrize("arguments", [("--n", "0"), ("--n", "1000000001"), ("--seed", "x"), ("--seed", "-1")])
def test_numbers_out_of_range_are_refused(trained: Path, arguments: tuple[str, str]) -> None:
    assert f"Invalid value for '{arguments[0]}'" in sample(trained, *arguments, status=2).stderr


def test_weights_that_do_not_fit_are_reported_with_a_fix(trained: Path, tmp_path: Path) -> None:
    shutil.copytree(trained / "models", tmp_path / "models")
    (tmp_path / "models/generator.weights.h5").write_bytes(b"truncated")
    message = sample(tmp_path, status=1).stderr
    assert message.startswith("ERROR: models/generator.weights.h5 does not fit the network of models/recipe.json (")
    assert message.endswith("; run 'dvc repro' to train it again\n")


def test_tensorflow_is_not_imported(trained: Path) -> None:
    code = (
        "import sys; sys.argv[1:] = ['sample', '--out', 'quick.npy']\nfrom sinegan.cli import app\n"
        "app(standalone_mode=False)\nprint({'tensorflow', 'keras', 'mlflow', 'matplotlib', 'scipy'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.run(command, cwd=trained, env=environment, capture_output=True, text=True, check=True)
    assert (process.stdout, process.stderr) == ("set()\n", "")


def test_a_missing_generator_is_reported_with_a_fix(tmp_path: Path) -> None:
    message = sample(tmp_path, status=1).stderr
    assert "models/recipe.json" in message
    assert "dvc repro" in message
