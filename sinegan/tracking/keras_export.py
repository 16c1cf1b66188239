"""Export the generator as a model of built-in Keras layers, which loads without this project."""

from collections.abc import Callable

import keras
import numpy as np

from sinegan.networks.layers.activations import silu, sine
from sinegan.networks.layers.latent import Circle, Normal
from sinegan.networks.layers.random_window import RandomWindow, places
from sinegan.networks.philox import HALF_STEP

_BUILT_IN: dict[Callable[..., object], Callable[..., object]] = {silu: keras.activations.silu, sine: keras.ops.sin}


def to_built_in_layers(generator: keras.Model) -> keras.Model:
    """The same function with the same weights, made of built-in Keras layers and operations.

    It loads where this project is not installed, without code in the file; rounding may differ in the last digits.
    """
    noise = keras.Input(generator.input_shape[1:], name="noise")
    layers = [layer for layer in generator.layers if not isinstance(layer, keras.layers.InputLayer)]
    has_window = any(isinstance(layer, RandomWindow) for layer in layers)
    waves = noise[:, :-1] if has_window else noise
    for layer in layers:
        waves = _window(layer, waves, noise[:, -1:]) if isinstance(layer, RandomWindow) else _built_in(layer)(waves)
    model = keras.Model(noise, waves, name=generator.name)
    for weight, value in zip(model.weights, generator.get_weights(), strict=True):
        weight.assign(value)
    return model


def _built_in(layer: keras.layers.Layer) -> Callable[[keras.KerasTensor], keras.KerasTensor]:
    if isinstance(layer, Circle):
        return _circle
    if isinstance(layer, Normal):
        return _normal
    if not isinstance(layer, keras.layers.Dense):
        return layer.__class__.from_config(layer.get_config())
    linear = keras.layers.Dense(layer.units, name=layer.name)
    activation = _BUILT_IN.get(layer.activation, layer.activation)
    return lambda inputs: activation(linear(inputs))


def _circle(noise: keras.KerasTensor) -> keras.KerasTensor:
    angle = 2 * np.pi * noise[:, :1]
    return keras.ops.concatenate([keras.ops.cos(angle), keras.ops.sin(angle), 2 * noise[:, 1:] - 1], axis=1)


def _normal(noise: keras.KerasTensor) -> keras.KerasTensor:
    centred = 2 * keras.ops.minimum(noise + HALF_STEP, 1 - HALF_STEP) - 1
    return float(np.sqrt(2)) * keras.ops.erfinv(centred)


def _window(layer: RandomWindow, waves: keras.KerasTensor, uniform: keras.KerasTensor) -> keras.KerasTensor:
    first = keras.ops.minimum(keras.ops.floor(uniform * (layer.crop + 1)), layer.crop)
    chosen = keras.ops.cast(first, "int32") + places(waves.shape[1], layer.crop, layer.n_channels)
    return keras.ops.take_along_axis(waves, chosen, axis=1)
