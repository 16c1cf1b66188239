"""A training with the times of its updates, and digests of its networks."""

import hashlib
from typing import NamedTuple

from sinegan.training.train_state import TrainState
from sinegan.training.trained import Trained


class Observed(NamedTuple):
    """A training, the rows of its updates, its seconds at each snapshot, and all that passed."""

    trained: Trained
    rows: list[tuple[int, dict[str, float]]]
    seconds: list[tuple[int, float]]
    passed: float


def digests(state: TrainState) -> tuple[str, str]:
    return tuple(
        hashlib.sha256(b"".join(weight.tobytes() for weight in network.get_weights())).hexdigest()
        for network in (state.generator, state.discriminator)
    )
