"""A complete store, a folder with a store, and a result to publish there."""

from collections.abc import Iterator
from pathlib import Path

import mlflow
import numpy as np
import pytest
from mlflow import MlflowClient

from sinegan.networks import build, sampling
from sinegan.networks.recipe import Recipe
from sinegan.tracking import curves, local_store, publish, run_fields, store
from tests.fixtures.scores import made
from tests.tracking.published import CURVES, HEADLINES, N_POINTS, STEPS, data


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a complete store, which tests copy."""
    path = tmp_path_factory.mktemp("template") / "mlflow.db"
    local_store.prepare(path, "file:///artifacts")
    return path


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one store for all tests, which use different keys: MLflow takes seconds to create a store."""
    return tmp_path_factory.mktemp("root")


@pytest.fixture
def client(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MlflowClient]:
    monkeypatch.setenv("DVC_ROOT", str(root))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(curves, "_PER_REQUEST", 5)  # a batch ends within a curve
    yield MlflowClient(store.uri())
    assert mlflow.active_run() is None


@pytest.fixture
def result(recipe: Recipe, tmp_path: Path, request: pytest.FixtureRequest) -> publish.Result:
    (tmp_path / "reports/figures").mkdir(parents=True)
    (tmp_path / "reports/report.md").write_text("# Report")
    (tmp_path / "reports/figures/waves.png").write_bytes(b"image")
    rng = np.random.default_rng(7)
    md5s = {"data_md5": "d" * 32, "model_md5": "e" * 32, "metrics_md5": "first"}
    scores = [made("quality/sinad_db", value=11.0, baseline=90.0), made("tstr_100/error_ratio", value=0.5)]
    key = request.node.name
    return publish.Result(
        name="article-seed3",
        identity={"key": key, "config_key": "c", **md5s},
        tags={"recipe": "article", "origin": "restored", "key": key},
        params=run_fields.params("article", recipe.model_dump()) | {"calibrate.n_waves": 300},
        curves=run_fields.curves({name: rng.random(STEPS) for name in CURVES}),
        headlines=HEADLINES,
        score_table=run_fields.score_table(scores),
        description="**scores**",
        card="- **Use:** tests",
        report="reports",
        pool=data("pool", "training", "d" * 32, "pool"),
        held_out=data("held_out", "evaluation", "f" * 32, "test", "reference"),
        generator=build.generator(recipe, N_POINTS),
        noise=sampling.noise(4, recipe.generator.n_noise, seed=0).numpy(),
        columns=None,
    )
