"""TimeGAN's discriminative score: how well a small GRU tells real from generated series.

As computed by ``metrics/discriminative_metrics.py`` of Yoon, Jarrett & van der Schaar 2019 (NeurIPS 32): half as many
units as channels, 2,000 steps of Adam on 128 series of each side, and the accuracy on a fifth of each side that was
not trained on.
"""

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from sinegan.timegan.batches import Batches
from sinegan.timegan.gru import GruNetworks

_STEPS = 2_000
_TRAINED_ON = 0.8


def discriminative_scores(
    real: NDArray[np.float32], generated: NDArray[np.float32], repeats: int, seed: int, *, steps: int = _STEPS
) -> NDArray[np.float64]:
    """``|accuracy - 1/2|`` of each repeat, ``(repeats,)``: 0 if nothing is told apart, 1/2 if everything is.

    Parameters
    ----------
    real, generated
        ``(n, n_points, n_channels)``, two channels or more, values about [0, 1].
    repeats
        Networks, each with its own weights, split and batches.
    seed
        Of all random numbers.
    steps
        Of training.
    """
    rng = np.random.default_rng(seed)
    n_channels = real.shape[2]
    networks = GruNetworks(repeats, n_channels, n_channels // 2, every_point=False, rng=rng)
    split = [_split(len(side), repeats, rng) for side in (real, generated)]
    batches = Batches([(real, split[0][0]), (generated, split[1][0])], rng)
    train = networks.trainer(_loss, batches.shape, batches.shape[:2])
    for chunk in batches.chunks(steps):
        train(tf.constant(chunk), tf.constant(np.broadcast_to(batches.labels, chunk.shape[:3])))
    correct = [_real(networks, real, split[0][1]), ~_real(networks, generated, split[1][1])]
    accuracy = np.concatenate(correct, axis=1).mean(axis=1)
    scores: NDArray[np.float64] = np.abs(accuracy - 0.5)
    return scores


def _split(n: int, repeats: int, rng: np.random.Generator) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows to train on and rows to test on, ``(repeats, any)``, at random for each repeat."""
    rows = np.stack([rng.permutation(n) for _ in range(repeats)])
    first = int(n * _TRAINED_ON)
    return rows[:, :first], rows[:, first:]


def _loss(logits: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
    """Of each network the mean cross-entropy of real series, plus that of generated ones, however many of each."""
    entropy = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)
    shares = [side / tf.reduce_sum(side, axis=1, keepdims=True) for side in (labels, 1 - labels)]
    return tf.reduce_sum(entropy * (shares[0] + shares[1]))


def _real(networks: GruNetworks, series: NDArray[np.float32], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether each network takes each of its rows for real, ``(repeats, any)``."""
    verdict: NDArray[np.bool_] = networks(tf.constant(series[rows])).numpy() > 0
    return verdict
