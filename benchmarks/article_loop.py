"""The article's own training loop, ported to Keras 3: the reference for tests and timings.

Source: ``article`` sections 1 to 4 (get_generative, get_discriminative, make_gan, train), after R. Ricard 2017.
"""

import keras
import numpy as np
from numpy.typing import NDArray

REAL, GENERATED = (0.0, 1.0), (1.0, 0.0)


def get_generative(dense_dim: int = 200, out_dim: int = 50, lr: float = 1e-3) -> keras.Model:
    """Noise ``(n, 10)`` to waves ``(n, 50)``, compiled."""
    noise = keras.Input((10,))
    x = keras.layers.Activation("tanh")(keras.layers.Dense(dense_dim)(noise))
    model = keras.Model(noise, keras.layers.Dense(out_dim, activation="tanh")(x))
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(lr))
    return model


def get_discriminative(lr: float = 1e-3, drate: float = 0.25, n_channels: int = 50, conv_sz: int = 5) -> keras.Model:
    """Waves ``(n, 50)`` to two sigmoids ``(n, 2)``, compiled."""
    waves = keras.Input((50,))
    x = keras.layers.Reshape((-1, 1))(waves)
    x = keras.layers.Conv1D(n_channels, conv_sz, activation="relu")(x)
    x = keras.layers.Dense(n_channels)(keras.layers.Flatten()(keras.layers.Dropout(drate)(x)))
    model = keras.Model(waves, keras.layers.Dense(2, activation="sigmoid")(x))
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(lr))
    return model


def make_gan(generator: keras.Model, discriminator: keras.Model) -> keras.Model:
    """Noise to the outputs of the frozen discriminator, compiled."""
    discriminator.trainable = False
    noise = keras.Input((10,))
    model = keras.Model(noise, discriminator(generator(noise)))
    model.compile(loss="binary_crossentropy", optimizer=generator.optimizer)
    return model


def one_step(
    generator: keras.Model,
    discriminator: keras.Model,
    gan: keras.Model,
    real: NDArray[np.float32],
    noises: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> tuple[float, float]:
    """A step of the discriminator on `real` and as many generated waves, then one of the generator.

    Parameters
    ----------
    generator, discriminator, gan
        From the functions above.
    real
        Waves ``(n, 50)``.
    noises
        ``(n, 10)`` for the discriminator's step and for the generator's.

    Returns
    -------
    tuple of float
        Losses of the discriminator and of the generator, before their steps.
    """
    n = len(real)
    waves = np.concatenate([real, generator(noises[0]).numpy()])
    targets = np.concatenate([np.tile(REAL, (n, 1)), np.tile(GENERATED, (n, 1))])
    discriminator.trainable = True
    discriminator_loss = _step_loss(discriminator, waves, targets)
    discriminator.trainable = False
    return discriminator_loss, _step_loss(gan, noises[1], np.tile(REAL, (n, 1)))


def _step_loss(model: keras.Model, inputs: NDArray[np.float32], targets: NDArray[np.float64]) -> float:
    """Loss of a single step: without the reset, Keras 3 returns a running mean."""
    model.reset_metrics()
    return float(model.train_on_batch(inputs, targets))
