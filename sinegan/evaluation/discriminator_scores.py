"""Accuracy of the GAN's own discriminator on unseen waves: it describes the training, not the quality of the waves."""

import numpy as np
from numpy.typing import NDArray

from sinegan.classifiers.cross_fitting import Blocks, C2STResult, score_predictions
from sinegan.evaluation.make_score import make_score
from sinegan.metrics.baseline import Baseline
from sinegan.metrics.metric import MetricInfo
from sinegan.networks.discriminator import Discriminator
from sinegan.schema.scores import Score
from sinegan.waves.blocks import in_blocks

_ROWS_AT_ONCE = 1_000


def scores(
    discriminator: Discriminator,
    *,
    test: NDArray[np.float32],
    reference: NDArray[np.float32],
    generated: NDArray[np.float32],
    block: Blocks = None,
) -> list[Score]:
    """Accuracy and AUC of test waves against generated ones; the baseline is test waves against reference ones.

    `block` is that of each test wave, if they are windows that may overlap.
    """
    on_generated, on_reference = (classify(discriminator, test, waves, block) for waves in (generated, reference))
    values = {
        "accuracy": (on_generated.accuracy, on_reference.accuracy.value),
        "auc": (on_generated.auc_interval, on_reference.auc_interval.value),
    }
    return [
        make_score(_info(name), value, Baseline(mean=baseline, sd=None, repeats=1))
        for name, (value, baseline) in values.items()
    ]


def classify(
    discriminator: Discriminator, real: NDArray[np.float32], other: NDArray[np.float32], block: Blocks = None
) -> C2STResult:
    """How well the discriminator separates real waves from the others, without dropout; as many of each.

    With two units, a wave counts as real if the second has the larger logit. With one unit the logit has no natural
    threshold, since it is trained on pairs: the half of all waves with the larger logits counts as real.
    """
    n = min(len(real), len(other))
    on_real, on_other = (realness(discriminator, waves[:n]) for waves in (real, other))
    threshold = 0.0 if _has_two_units(discriminator, real) else float(np.median(np.concatenate([on_real, on_other])))
    # Not as probabilities: they are all 1 from a logit of 37 on, so that the AUC would count ties.
    return score_predictions(on_real, on_other, threshold=threshold, block=None if block is None else block[:n])


def realness(discriminator: Discriminator, waves: NDArray[np.float32]) -> NDArray[np.float64]:
    """Evidence ``(n,)`` that each wave is real: the difference of two logits, or the only one."""
    blocks = [discriminator(waves[rows]).numpy() for rows in in_blocks(len(waves), _ROWS_AT_ONCE)]
    logits = np.concatenate(blocks).astype(np.float64)
    return logits[:, 1] - logits[:, 0] if logits.shape[1] == 2 else logits[:, 0]


def _has_two_units(discriminator: Discriminator, waves: NDArray[np.float32]) -> bool:
    return discriminator(waves[:1]).numpy().shape[1] == 2


def _info(name: str) -> MetricInfo:
    return MetricInfo(
        "discriminator", name, "baseline", "", (0, 1), "1/2: chance",
        "the GAN's own discriminator on unseen waves, without dropout",
        "whatever the generator has learnt to hide from this discriminator", "article, section 2",
    )  # fmt: skip
