"""The list of scores that judges give: the GAN's own discriminator, and one trained from scratch."""

import numpy as np
from numpy.typing import NDArray

from stages.gan.networks import WaveDiscriminator
from stages.judges import trained, trees
from stages.judges.verdicts import Verdicts
from stages.metrics.metric import Facts

_OWN = "the GAN's own discriminator on waves that it has not seen, dropout off"
_OWN_BLIND = "whatever the generator has learnt to hide from this one discriminator"
_FRESH = "gradient-boosted trees trained on half of the waves, judged on the other half"
_FRESH_BLIND = "faults below the reach of trees on single points, such as faint jaggedness"
_ARTICLE, _C2ST = "article, section 2", "Lopez-Paz & Oquab 2017, arXiv 1610.06545"

FACTS = (
    Facts("discriminator", "accuracy", "floor", "", "0 to 1", "1/2: chance", _OWN, _OWN_BLIND, _ARTICLE),
    Facts("discriminator", "auc", "floor", "", "0 to 1", "1/2: chance", _OWN, _OWN_BLIND, _ARTICLE),
    Facts(
        "discriminator", "belief_on_real", "floor", "", "0 to 1", "that on generated waves", _OWN, _OWN_BLIND, _ARTICLE
    ),
    Facts(
        "discriminator", "belief_on_generated", "floor", "", "0 to 1", "that on real waves", _OWN, _OWN_BLIND, _ARTICLE
    ),
    Facts("judge", "accuracy", "floor", "", "0 to 1", "1/2: chance", _FRESH, _FRESH_BLIND, _C2ST),
    Facts("judge", "auc", "floor", "", "0 to 1", "1/2: chance", _FRESH, _FRESH_BLIND, _C2ST),
)


def evaluate(
    discriminator: WaveDiscriminator,
    real: NDArray[np.float32],
    generated: NDArray[np.float32],
    *,
    n_fresh: int,
    seed: int,
) -> dict[str, float]:
    """The value of each judge's score, by ``<family>/<name>``; the fresh judge sees `n_fresh` waves per side."""
    own = trained.judge(discriminator, real, generated)
    fresh = trees.judge(real, generated, n=n_fresh, rng=np.random.default_rng(seed))
    return {
        **_named("discriminator", own),
        "discriminator/belief_on_real": own.mean_on_real,
        "discriminator/belief_on_generated": own.mean_on_generated,
        **_named("judge", fresh),
    }


def _named(family: str, verdicts: Verdicts) -> dict[str, float]:
    return {f"{family}/accuracy": verdicts.accuracy, f"{family}/auc": verdicts.auc}
