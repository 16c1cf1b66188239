"""Keep the discriminator's slope small at the waves, so that the game converges."""

from collections.abc import Callable

import tensorflow as tf

from sinegan.networks.recipe import Penalty

Judge = Callable[[tf.Tensor], tf.Tensor]
"""From waves ``(n, n_points)`` to logits ``(n, outputs)``."""


def penalised(penalty: Penalty) -> bool:
    """Whether there is anything to compute."""
    return penalty.real > 0 or penalty.generated > 0


def judge_with_slopes(judge: Judge, waves: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Logits of waves, and the squared norm of each logit's gradient by its wave, ``(n,)``."""
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(waves)
        logits = judge(waves)
    return logits, tf.reduce_sum(tf.square(tape.gradient(logits, waves)), axis=1)


def gradient_penalty(penalty: Penalty, on_real: tf.Tensor, on_generated: tf.Tensor) -> tf.Tensor:
    """gamma_1 / 2 |grad D(real)|^2 + gamma_2 / 2 |grad D(generated)|^2 for each pair of waves, ``(n,)``.

    Parameters
    ----------
    penalty
        gamma_1 and gamma_2.
    on_real, on_generated
        Squared norms, ``(n,)``.

    Source: Mescheder et al. 2018, arXiv 1801.04406, section 4.1 (R1 and R2); both together in Huang et al. 2024,
    arXiv 2501.05441.
    """
    return penalty.real / 2 * on_real + penalty.generated / 2 * on_generated
