"""Fixtures of all tests."""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow and MLflow are imported

# isort: split
import os
from collections.abc import Iterator

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from sinegan.networks.recipe import Recipe
from sinegan.waves.law import Law, Range
from tests.fixtures import small_pipeline, small_recipes

pytest_plugins = ["tests.fixtures.bootstrap", "tests.fixtures.classifiers", "tests.fixtures.samples"]


_OF_THE_PROJECT = {"MLFLOW_DISABLE_TELEMETRY", "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"}
"""`sinegan.runtime.environment` sets them at import."""
_OF_A_STORE = ("TRACKING_URI", "RUN_ID", "HTTP_REQUEST_MAX_RETRIES", "HTTP_REQUEST_TIMEOUT", "ENABLE_ASYNC_LOGGING")
"""Opening a store sets them."""


def _remove_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove all variables of MLflow: any of them may name a store or a registry of the user."""
    mlflow = {name for name in os.environ if name.startswith("MLFLOW_")} | {f"MLFLOW_{name}" for name in _OF_A_STORE}
    for name in sorted({*mlflow, "DVC_ROOT", "DVC_EXP_NAME"} - _OF_THE_PROJECT):
        monkeypatch.setenv(name, "")  # so that what a test sets is removed after it
        monkeypatch.delenv(name)


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_user() -> Iterator[None]:
    """Fixtures of a module or of the session may open a store, too."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        _remove_settings(monkeypatch)
        yield


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """As in the evaluation: on few waves, many threads are slower."""
    with threadpool_limits(1):
        yield


@pytest.fixture(autouse=True)
def _no_store_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests never write to the user's MLflow store or to the repository in ``DVC_ROOT``."""
    _remove_settings(monkeypatch)


@pytest.fixture(autouse=True)
def _outside_make(monkeypatch: pytest.MonkeyPatch) -> None:
    """``make test`` tells its child processes that they run inside make; a make started by a test would print more."""
    for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def small_result(tmp_path_factory: pytest.TempPathFactory) -> small_pipeline.Reproduced:
    """The result of the small pipeline, run once for all tests. Half a minute."""
    return small_pipeline.reproduce(tmp_path_factory.mktemp("small"))


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.fixture(scope="session")
def law() -> Law:
    """The article's law."""
    return Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    """The article's recipe with few units and steps."""
    return small_recipes.article()


@pytest.fixture(scope="session")
def modern() -> Recipe:
    """Small dense networks with a relativistic loss, gradient penalties, an average of weights and a schedule."""
    return small_recipes.modern()
