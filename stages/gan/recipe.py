"""What a GAN is made of and how it is trained: the parameters of one recipe."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

_STRICT = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

Rate = Annotated[float, Field(gt=0, le=10)]
Width = Annotated[int, Field(ge=1, le=8192)]
Activation = Literal["linear", "relu", "sigmoid", "tanh"]


class Sgd(BaseModel):
    """Plain stochastic gradient descent: no momentum."""

    model_config = _STRICT

    name: Literal["sgd"]
    learning_rate: Rate


class Adam(BaseModel):
    """Kingma & Ba 2015, as ``keras.optimizers.Adam`` has it."""

    model_config = _STRICT

    name: Literal["adam"]
    learning_rate: Rate
    beta_1: Annotated[float, Field(ge=0, lt=1)]
    beta_2: Annotated[float, Field(ge=0, lt=1)]
    epsilon: Annotated[float, Field(gt=0, le=1)]


Optimizer = Annotated[Sgd | Adam, Field(discriminator="name")]


class Generator(BaseModel):
    """Noise U(0, 1)^noise_dim -> hidden dense layers -> one wave."""

    model_config = _STRICT

    noise_dim: Width
    hidden: Annotated[list[Width], Field(min_length=1, max_length=16)]
    activation: Activation
    output_activation: Activation
    optimizer: Optimizer


class Discriminator(BaseModel):
    """Wave -> convolution, relu -> dropout -> dense layer without activation -> one verdict per class."""

    model_config = _STRICT

    filters: Width
    kernel_size: Width
    dropout: Annotated[float, Field(ge=0, lt=1)]
    units: Width
    optimizer: Optimizer


class Recipe(BaseModel):
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
    """

    model_config = _STRICT

    seed: Annotated[int, Field(ge=0, lt=2**31)]
    epochs: Annotated[int, Field(ge=1, le=10_000_000)]
    n_samples: Annotated[int, Field(ge=1, le=10_000_000)]
    pretrain_epochs: Annotated[int, Field(ge=0, le=1_000)]
    snapshot_every: Annotated[int, Field(ge=1, le=10_000_000)]
    generator: Generator
    discriminator: Discriminator


class TrainedRecipe(BaseModel):
    """What ``models/recipe.json`` holds beside the weights: enough to rebuild the networks.

    Attributes
    ----------
    name
        The recipe's key in params.yaml.
    n_points
        Length of the waves that it was trained on.
    recipe
        The recipe as it was.
    """

    model_config = _STRICT

    name: str
    n_points: Width
    recipe: Recipe
