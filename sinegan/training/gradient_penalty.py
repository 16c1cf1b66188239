"""Zero-centred gradient penalties R1 and R2, which make GAN training converge."""

from collections.abc import Callable

import tensorflow as tf

from sinegan.networks.recipe import Recipe

Forward = Callable[[tf.Tensor], tf.Tensor]
"""From waves ``(n, n_points)`` to logits ``(n, outputs)``."""


def forward_with_gradient_norms(forward: Forward, waves: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Logits of waves, and the squared norm of the gradient of each wave's logit by the wave, ``(n,)``."""
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(waves)
        logits = forward(waves)
    return logits, tf.reduce_sum(tf.square(tape.gradient(logits, waves)), axis=1)


def gradient_penalty(recipe: Recipe, on_real: tf.Tensor, on_generated: tf.Tensor) -> tf.Tensor:
    """r1_gamma / 2 |grad D(real)|^2 + r2_gamma / 2 |grad D(generated)|^2 for each pair of waves, ``(n,)``.

    Parameters
    ----------
    recipe
        With r1_gamma and r2_gamma.
    on_real, on_generated
        Squared gradient norms, ``(n,)``.

    Source: Mescheder et al. 2018, arXiv 1801.04406, section 4.1 (R1 and R2); both together in Huang et al. 2024,
    arXiv 2501.05441.
    """
    return recipe.r1_gamma / 2 * on_real + recipe.r2_gamma / 2 * on_generated
