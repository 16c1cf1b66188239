"""What is needed, beside the weights, to rebuild the networks of a training."""

from sinegan.networks.recipe import Recipe, Width
from sinegan.schema.strict import StrictModel
from sinegan.waves.scaling import Scaling


class TrainedRecipe(StrictModel):
    """Content of ``models/recipe.json``: what is needed, beside the weights, to rebuild the networks.

    Attributes
    ----------
    name
        The recipe's key in params.yaml.
    n_points, n_channels
        Shape of the training waves. The networks see flat vectors, see `sinegan.waves.channels`.
    columns
        Names in the user's table: of the channels, or of the points if there is one channel. None without names.
    scaling
        Between the generator's waves and the units of the user's file. None for waves that were drawn.
    recipe
        As it was at training.
    """

    name: str
    n_points: Width
    n_channels: Width = 1
    columns: list[str] | None = None
    scaling: Scaling | None = None
    recipe: Recipe

    @property
    def shape(self) -> tuple[int, ...]:
        """Of one wave: ``(n_points,)``, or ``(n_points, n_channels)`` if there are several channels."""
        return (self.n_points,) if self.n_channels == 1 else (self.n_points, self.n_channels)

    @property
    def width(self) -> int:
        """Number of values of one wave."""
        return self.n_points * self.n_channels
