"""TimeGAN's predictive score: how well a small GRU, trained on generated series, predicts real ones.

As computed by ``metrics/predictive_metrics.py`` of Yoon, Jarrett & van der Schaar 2019 (NeurIPS 32): half as many units
as channels, 5,000 steps of Adam on 128 generated series; from all channels but the last, the last one a point later.
"""

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from sinegan.timegan.batches import Batches
from sinegan.timegan.gru import GruNetworks
from sinegan.waves.blocks import in_blocks

_STEPS = 5_000
_ROWS_AT_ONCE = 2_000


def predictive_scores(
    real: NDArray[np.float32], generated: NDArray[np.float32], repeats: int, seed: int, *, steps: int = _STEPS
) -> NDArray[np.float64]:
    """Mean absolute error on all real series, of each repeat, ``(repeats,)``.

    Parameters
    ----------
    real, generated
        ``(n, n_points, n_channels)``, two channels or more, values about [0, 1].
    repeats
        Networks, each with its own weights and batches.
    seed
        Of all random numbers.
    steps
        Of training.
    """
    rng = np.random.default_rng(seed)
    n_channels = real.shape[2]
    networks = GruNetworks(repeats, n_channels - 1, n_channels // 2, every_point=True, rng=rng)
    rows = np.tile(np.arange(len(generated)), (repeats, 1))
    batches = Batches([(generated, rows)], rng)
    _, size, n_points, _ = batches.shape
    shape = repeats, size, n_points - 1
    train = networks.trainer(_loss, (*shape, n_channels - 1), shape)
    for chunk in batches.chunks(steps):
        train(tf.constant(chunk[..., :-1, :-1]), tf.constant(chunk[..., 1:, -1]))
    errors = [_errors(networks, real[rows], repeats) for rows in in_blocks(len(real), _ROWS_AT_ONCE)]
    mean: NDArray[np.float64] = np.concatenate(errors, axis=1).mean(axis=1)
    return mean


def _loss(outputs: tf.Tensor, targets: tf.Tensor) -> tf.Tensor:
    return tf.reduce_sum(tf.reduce_mean(tf.abs(tf.sigmoid(outputs) - targets), axis=(1, 2)))


def _errors(networks: GruNetworks, real: NDArray[np.float32], repeats: int) -> NDArray[np.float64]:
    """Mean absolute error of each network on each series, ``(repeats, n)``."""
    copies = tf.constant(np.broadcast_to(real[:, :-1, :-1], (repeats, *real[:, :-1, :-1].shape)))
    predicted = tf.sigmoid(networks(copies)).numpy().astype(np.float64)
    errors: NDArray[np.float64] = np.abs(predicted - real[:, 1:, -1]).mean(axis=2)
    return errors
