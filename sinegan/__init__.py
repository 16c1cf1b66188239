"""Train a GAN to draw sine waves, or series of your own, and measure how good the result is.

>>> import sinegan
>>> law = sinegan.load_law()
>>> law.n_points
50
>>> sinegan.load_recipe("modern", steps=300).steps
300

Names are imported when they are first used; importing this package imports neither TensorFlow nor MLflow.
"""

from importlib import import_module
from typing import Any

from sinegan.runtime import instruction_sets  # noqa: F401 - before NumPy is imported

_HOMES = {
    "GAN": "sinegan.gan",
    "Law": "sinegan.waves.law",
    "Recipe": "sinegan.networks.recipe",
    "Scorecard": "sinegan.scorecard",
    "SineGanError": "sinegan.errors",
    "draw": "sinegan.scoring",
    "fit": "sinegan.gan",
    "load_law": "sinegan.defaults",
    "load_recipe": "sinegan.defaults",
    "score": "sinegan.scoring",
}

__all__ = [  # noqa: PLE0604, RUF100 - resolved by __getattr__
    "GAN", "Law", "Recipe", "Scorecard", "SineGanError", "draw", "fit", "load_law", "load_recipe", "score",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sinegan' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
