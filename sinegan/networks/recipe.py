"""What a GAN is made of and how it is trained: the parameters of one recipe."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sinegan.schema.strict import Seed, StrictModel
from sinegan.waves.scaling import Scaling

Rate = Annotated[float, Field(gt=0, le=10)]
Width = Annotated[int, Field(ge=1, le=8192)]
Activation = Literal["linear", "relu", "sigmoid", "tanh", "silu", "sine"]


class Sgd(StrictModel):
    """Plain stochastic gradient descent: no momentum."""

    name: Literal["sgd"]
    learning_rate: Rate


class Adam(StrictModel):
    """Kingma & Ba 2015, as ``keras.optimizers.Adam`` has it."""

    name: Literal["adam"]
    learning_rate: Rate
    beta_1: Annotated[float, Field(ge=0, lt=1)]
    beta_2: Annotated[float, Field(ge=0, lt=1)]
    epsilon: Annotated[float, Field(gt=0, le=1)]


Optimizer = Annotated[Sgd | Adam, Field(discriminator="name")]


class Generator(StrictModel):
    """Noise U(0, 1)^noise_dim -> latent -> hidden dense layers -> one wave.

    Attributes
    ----------
    latent
        What the first layer gets: the noise itself (``plain``), the noise as U(-1, 1) (``centred``), or its first
        number as a point of the unit circle and the others as U(-1, 1) (``circle``).
    first_scale
        Factor of the first layer's initial weights; sine units need a few radians to begin with.
    """

    noise_dim: Width
    latent: Literal["plain", "centred", "circle"]
    hidden: Annotated[list[Width], Field(min_length=1, max_length=16)]
    activation: Activation
    first_scale: Annotated[float, Field(gt=0, le=100)]
    output_activation: Activation
    optimizer: Optimizer


class ConvolutionalDiscriminator(StrictModel):
    """The article's: wave -> convolution, relu -> dropout -> dense layer without activation -> one or two logits."""

    name: Literal["convolutional"]
    filters: Width
    kernel_size: Width
    dropout: Annotated[float, Field(ge=0, lt=1)]
    units: Width
    outputs: Literal[1, 2]
    optimizer: Optimizer


class DenseDiscriminator(StrictModel):
    """Wave, and its differences if wished -> hidden dense layers -> one logit."""

    name: Literal["dense"]
    hidden: Annotated[list[Width], Field(min_length=1, max_length=16)]
    activation: Activation
    differences: bool
    outputs: Literal[1]
    optimizer: Optimizer


Discriminator = Annotated[ConvolutionalDiscriminator | DenseDiscriminator, Field(discriminator="name")]


class Penalty(StrictModel):
    """Weights gamma of the zero-centred gradient penalties: R1 on real waves, R2 on generated ones; 0 for none."""

    real: Annotated[float, Field(ge=0, le=1e6)]
    generated: Annotated[float, Field(ge=0, le=1e6)]


class Recipe(StrictModel):
    """One recipe, complete in itself.

    Attributes
    ----------
    seed
        Of the initial weights and of everything drawn while training.
    epochs
        Each is one step of the discriminator and one of the generator.
    n_samples
        Real waves, and as many generated ones, per discriminator step; noise vectors per generator step.
    pretrain_epochs
        Passes of the discriminator alone, before the first epoch.
    snapshot_every
        Epochs between two pictures of the film strip.
    centred
        Whether both networks see waves as 2 y - 1, in [-1, 1].
    loss
        What the players play for.
    penalty
        Of the discriminator's slope at waves.
    final_rate
        Share of both learning rates that is left at the end, half a cosine down; 1: they stay as they are.
    averaging
        Decay per step of the generator's running mean, which is what is kept; 0: the last weights are.
    """

    seed: Seed
    epochs: Annotated[int, Field(ge=1, le=10_000_000)]
    n_samples: Annotated[int, Field(ge=1, le=10_000_000)]
    pretrain_epochs: Annotated[int, Field(ge=0, le=1_000)]
    snapshot_every: Annotated[int, Field(ge=1, le=10_000_000)]
    centred: bool
    loss: Literal["cross_entropy", "relativistic"]
    penalty: Penalty
    final_rate: Annotated[float, Field(ge=0, le=1)]
    averaging: Annotated[float, Field(ge=0, lt=1)]
    generator: Generator
    discriminator: Discriminator

    @model_validator(mode="after")
    def _pieces_fit(self) -> "Recipe":
        one_logit = self.discriminator.outputs == 1
        if not one_logit and (self.loss == "relativistic" or self.penalty.real or self.penalty.generated):
            raise ValueError("a relativistic loss and penalties are for one logit; set discriminator.outputs to 1")
        if self.pretrain_epochs and self.loss != "cross_entropy":
            raise ValueError("pre-training is for the cross-entropy alone; set pretrain_epochs to 0")
        return self


class TrainedRecipe(StrictModel):
    """What ``models/recipe.json`` holds beside the weights: enough to rebuild the networks.

    Attributes
    ----------
    name
        The recipe's key in params.yaml.
    n_points
        Length of the waves that it was trained on.
    scaling
        How the generator's waves become those that it was trained on; None: they are.
    recipe
        The recipe as it was.
    """

    name: str
    n_points: Width
    scaling: Scaling | None = None
    recipe: Recipe
