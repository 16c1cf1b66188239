"""Export the generator as a model of built-in Keras layers, which loads without this project."""

from collections.abc import Callable

import keras
import numpy as np

from sinegan.networks.activations import silu, sine
from sinegan.networks.latent import Circle

_BUILT_IN: dict[Callable[..., object], Callable[..., object]] = {silu: keras.activations.silu, sine: keras.ops.sin}


def to_built_in_layers(generator: keras.Model) -> keras.Model:
    """The same function with the same weights, made of built-in Keras layers and operations.

    It loads where this project is not installed, without code in the file; rounding may differ in the last digits.
    """
    noise = keras.Input(generator.input_shape[1:], name="noise")
    waves = noise
    for layer in generator.layers:
        waves = _built_in(layer)(waves)
    model = keras.Model(noise, waves, name=generator.name)
    for weight, value in zip(model.weights, generator.get_weights(), strict=True):
        weight.assign(value)
    return model


def _built_in(layer: keras.layers.Layer) -> Callable[[keras.KerasTensor], keras.KerasTensor]:
    if isinstance(layer, Circle):
        return _circle
    if not isinstance(layer, keras.layers.Dense):
        return layer.__class__.from_config(layer.get_config())
    linear = keras.layers.Dense(layer.units, name=layer.name)
    activation = _BUILT_IN.get(layer.activation, layer.activation)
    return lambda inputs: activation(linear(inputs))


def _circle(noise: keras.KerasTensor) -> keras.KerasTensor:
    angle = 2 * np.pi * noise[:, :1]
    return keras.ops.concatenate([keras.ops.cos(angle), keras.ops.sin(angle), 2 * noise[:, 1:] - 1], axis=1)
