"""The GAN's own discriminator on waves that it has not seen: a fact about the training, no judge of the waves."""

import numpy as np
from numpy.typing import NDArray
from scipy import special

from sinegan.classifiers.cross_fitting import Verdicts, weigh
from sinegan.evaluation.rows import make_score
from sinegan.metrics.floors import Floor
from sinegan.metrics.metric import Facts
from sinegan.networks.discriminator import Critic
from sinegan.schema.scores import Score
from sinegan.waves.blocks import in_blocks

_ROWS_AT_ONCE = 1_000


def scores(
    discriminator: Critic,
    *,
    test: NDArray[np.float32],
    reference: NDArray[np.float32],
    generated: NDArray[np.float32],
) -> list[Score]:
    """Its accuracy and AUC; the floor is what it says of other real waves in the place of generated ones."""
    on_generated, on_real = (verdicts(discriminator, test, waves) for waves in (generated, reference))
    values = {
        "accuracy": (on_generated.accuracy, on_real.accuracy.value),
        "auc": (on_generated.ranking, on_real.ranking.value),
    }
    return [
        make_score(_facts(name), value, Floor(mean=floor, sd=None, repeats=1))
        for name, (value, floor) in values.items()
    ]


def verdicts(discriminator: Critic, real: NDArray[np.float32], other: NDArray[np.float32]) -> Verdicts:
    """How well it tells real waves from the others, dropout being off; as many of each.

    Two units: a wave counts as real where the second speaks louder. One unit has no zero when it was trained on pairs:
    the louder half of all waves counts as real.
    """
    n = min(len(real), len(other))
    on_real, on_other = (evidence(discriminator, waves[:n]) for waves in (real, other))
    zero = 0.0 if _has_two_units(discriminator, real) else np.median(np.concatenate([on_real, on_other]))
    return weigh(special.expit(on_real - zero), special.expit(on_other - zero))


def evidence(discriminator: Critic, waves: NDArray[np.float32]) -> NDArray[np.float64]:
    """How much more real than generated it takes each wave for, ``(n,)``: difference of two logits, or the only one."""
    blocks = [discriminator(waves[rows]).numpy() for rows in in_blocks(len(waves), _ROWS_AT_ONCE)]
    logits = np.concatenate(blocks).astype(np.float64)
    return logits[:, 1] - logits[:, 0] if logits.shape[1] == 2 else logits[:, 0]


def _has_two_units(discriminator: Critic, waves: NDArray[np.float32]) -> bool:
    return discriminator(waves[:1]).numpy().shape[1] == 2


def _facts(name: str) -> Facts:
    return Facts(
        "discriminator", name, "floor", "", (0, 1), "1/2: chance",
        "the GAN's own discriminator on waves that it has not seen, dropout off",
        "whatever the generator has learnt to hide from this one discriminator: it is no judge", "article, section 2",
    )  # fmt: skip
