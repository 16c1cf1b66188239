"""The parameters of a recipe: the architecture of a GAN, and how it is trained."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sinegan.schema.strict import Seed, StrictModel

Rate = Annotated[float, Field(gt=0, le=10)]
Width = Annotated[int, Field(ge=1, le=8192)]
Activation = Literal["linear", "relu", "sigmoid", "tanh", "silu", "sine"]


class SgdParams(StrictModel):
    """Plain stochastic gradient descent: no momentum."""

    name: Literal["sgd"]
    learning_rate: Rate


class AdamParams(StrictModel):
    """Kingma & Ba 2015, as ``keras.optimizers.Adam`` has it."""

    name: Literal["adam"]
    learning_rate: Rate
    beta_1: Annotated[float, Field(ge=0, lt=1)]
    beta_2: Annotated[float, Field(ge=0, lt=1)]
    epsilon: Annotated[float, Field(gt=0, le=1)]


OptimizerParams = Annotated[SgdParams | AdamParams, Field(discriminator="name")]


class GeneratorParams(StrictModel):
    """Noise U(0, 1)^noise_dim -> latent -> hidden dense layers -> one wave, or a longer one that a window is cut from.

    Attributes
    ----------
    latent
        Distribution of the input of the first layer: the noise itself (``uniform01``), the noise as U(-1, 1)
        (``uniform11``), as N(0, 1) (``normal``), or its first number as a point on the unit circle and the others as
        U(-1, 1) (``circular``).
    first_layer_gain
        Factor of the first layer's initial weights; sine units need a few radians at the start.
    crop
        Points that the dense layers draw beyond the wave's; the wave is a window of them at a random place, which is
        one more noise number. For windows of a record, which are cut at arbitrary places. 0: the layers draw the wave.
    """

    noise_dim: Width
    latent: Literal["uniform01", "uniform11", "normal", "circular"]
    hidden: Annotated[list[Width], Field(min_length=1, max_length=16)]
    activation: Activation
    first_layer_gain: Annotated[float, Field(gt=0, le=100)]
    output_activation: Activation
    crop: Annotated[int, Field(ge=0, le=8192)]
    optimizer: OptimizerParams

    @property
    def n_noise(self) -> int:
        """Numbers from U(0, 1) per wave: `noise_dim`, and one for the place of the window if there is a crop."""
        return self.noise_dim + (self.crop > 0)


class ConvDiscriminatorParams(StrictModel):
    """The article's: wave -> convolution, relu -> dropout -> dense layer without activation -> one or two logits."""

    name: Literal["convolutional"]
    filters: Width
    kernel_size: Width
    dropout: Annotated[float, Field(ge=0, lt=1)]
    units: Width
    outputs: Literal[1, 2]
    optimizer: OptimizerParams


class DenseDiscriminatorParams(StrictModel):
    """Wave, optionally with the first differences of each channel appended -> hidden dense layers -> one logit."""

    name: Literal["dense"]
    hidden: Annotated[list[Width], Field(min_length=1, max_length=16)]
    activation: Activation
    append_differences: bool
    outputs: Literal[1]
    optimizer: OptimizerParams


DiscriminatorParams = Annotated[ConvDiscriminatorParams | DenseDiscriminatorParams, Field(discriminator="name")]


class Recipe(StrictModel):
    """A recipe: all parameters of a GAN and its training. Article section 4.

    Attributes
    ----------
    seed
        Of the initial weights and of all random numbers during training.
    steps
        Of training; each is one step of the discriminator and one of the generator. The article calls them epochs.
    batch_size
        Real waves, and as many generated ones, per discriminator step; noise vectors per generator step.
    pretrain_epochs
        Passes of the discriminator alone over `batch_size` real and generated waves, before the first step.
    snapshot_every
        Steps between two snapshots of generated waves.
    normalize
        Whether both networks work on 2 y - 1, which lies in [-1, 1].
    loss
        Of both networks.
    r1_gamma, r2_gamma
        Weights of the zero-centred gradient penalties of the discriminator: R1 on real waves, R2 on generated ones.
    final_lr_fraction
        Fraction of both learning rates that is left at the end of a half-cosine decay; 1: they are constant.
    ema_decay
        Decay per step of the exponential moving average of the generator's weights, which is the trained generator;
        0: the last weights are.
    generator, discriminator
        Architectures and optimisers.

    Raises
    ------
    pydantic.ValidationError
        A value is out of its range, a key is missing or unknown, or values contradict each other.

    Examples
    --------
    >>> import sinegan
    >>> recipe = sinegan.load_recipe("modern")
    >>> recipe.generator.hidden, recipe.loss
    ([128, 128], 'relativistic')
    """

    seed: Seed
    steps: Annotated[int, Field(ge=1, le=10_000_000)]
    batch_size: Annotated[int, Field(ge=1, le=10_000_000)]
    pretrain_epochs: Annotated[int, Field(ge=0, le=1_000)]
    snapshot_every: Annotated[int, Field(ge=1, le=10_000_000)]
    normalize: bool
    loss: Literal["cross_entropy", "relativistic"]
    r1_gamma: Annotated[float, Field(ge=0, le=1e6)]
    r2_gamma: Annotated[float, Field(ge=0, le=1e6)]
    final_lr_fraction: Annotated[float, Field(ge=0, le=1)]
    ema_decay: Annotated[float, Field(ge=0, lt=1)]
    generator: GeneratorParams
    discriminator: DiscriminatorParams

    @property
    def has_gradient_penalty(self) -> bool:
        """Whether R1 or R2 is in use."""
        return self.r1_gamma > 0 or self.r2_gamma > 0

    @model_validator(mode="after")
    def _is_consistent(self) -> "Recipe":
        one_logit = self.discriminator.outputs == 1
        if not one_logit and (self.loss == "relativistic" or self.has_gradient_penalty):
            raise ValueError(
                "a relativistic loss and gradient penalties need a single logit; set discriminator.outputs to 1"
            )
        if self.pretrain_epochs and self.loss != "cross_entropy":
            raise ValueError("pre-training needs the cross-entropy loss; set pretrain_epochs to 0")
        if self.pretrain_epochs and self.final_lr_fraction < 1:
            raise ValueError("pre-training would use up the decay of the learning rate; set final_lr_fraction to 1.0")
        return self
