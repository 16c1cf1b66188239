"""The GAN's own discriminator as a judge of waves that it has not seen."""

import numpy as np
from numpy.typing import NDArray

from stages.gan.networks import WaveDiscriminator
from stages.judges.verdicts import Verdicts, weigh

_ROWS_AT_ONCE = 1_000


def judge(discriminator: WaveDiscriminator, real: NDArray[np.float32], generated: NDArray[np.float32]) -> Verdicts:
    """Weigh its verdicts on real and generated waves ``(n, n_points)``, dropout being off."""
    return weigh(real_share(discriminator, real), real_share(discriminator, generated))


def real_share(discriminator: WaveDiscriminator, waves: NDArray[np.float32]) -> NDArray[np.float64]:
    """Its belief that a wave is real, ``(n,)`` in [0, 1].

    The two sigmoid units answer "generated?" and "real?" apart; the belief is the softmax of their logits, which
    is above 1/2 exactly where the second unit speaks louder.
    """
    blocks = [
        discriminator(waves[start : start + _ROWS_AT_ONCE]).numpy() for start in range(0, len(waves), _ROWS_AT_ONCE)
    ]
    logits = np.concatenate(blocks).astype(np.float64)
    return 1 / (1 + np.exp(np.clip(logits[:, 0] - logits[:, 1], -700, 700)))
