"""What all tests share."""

from stages.outside import environment  # noqa: F401 - before TensorFlow and MLflow are imported

# isort: split
import numpy as np
import pytest

from stages.gan.recipe import Recipe
from stages.waves.law import Law, Range


@pytest.fixture(autouse=True)
def _no_store_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests never write to a store that the user has set, nor into the repository that DVC names."""
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_RUN_ID", "DVC_ROOT", "DVC_EXP_NAME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.fixture
def law() -> Law:
    """The article's law."""
    return Law(n_points=50, step=0.1, offset=Range(low=0.0, high=100.0), multiplier=Range(low=1.0, high=2.0))


@pytest.fixture
def recipe() -> Recipe:
    """The article's recipe, made small."""
    return Recipe.model_validate(
        {
            "seed": 3,
            "epochs": 4,
            "n_samples": 60,
            "pretrain_epochs": 0,
            "snapshot_every": 2,
            "generator": {
                "noise_dim": 10,
                "hidden": [16],
                "activation": "tanh",
                "output_activation": "tanh",
                "optimizer": {"name": "sgd", "learning_rate": 1e-3},
            },
            "discriminator": {
                "filters": 6,
                "kernel_size": 5,
                "dropout": 0.25,
                "units": 5,
                "optimizer": {"name": "adam", "learning_rate": 1e-3, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7},
            },
        }
    )
