"""The recipe ``modern`` of params.yaml, for implementations that must not import `sinegan`."""

from pathlib import Path
from typing import Any, NamedTuple

import yaml

DIFFERENCE_SCALE = 5.0
"""Factor of the first differences that the discriminator also sees."""


class Batch(NamedTuple):
    """What one step draws: waves ``(n, n_points)`` and U(0, 1) noise ``(n, noise_dim)``, in the library's arrays.

    Attributes
    ----------
    real, noise
        For the discriminator.
    other_real, other_noise
        For the generator.
    """

    real: Any
    noise: Any
    other_real: Any
    other_noise: Any


def modern() -> dict[str, Any]:
    """Its parameters, as they are in params.yaml."""
    parameters = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))
    recipe: dict[str, Any] = parameters["recipes"]["modern"]
    return recipe


def widths(recipe: dict[str, Any], n_points: int) -> tuple[list[int], list[int]]:
    """Width of the input and of each layer: of the generator, and of the discriminator with its differences."""
    generator, discriminator = recipe["generator"], recipe["discriminator"]
    return (
        [generator["noise_dim"], *generator["hidden"], n_points],
        [2 * n_points - 1, *discriminator["hidden"], discriminator["outputs"]],
    )
