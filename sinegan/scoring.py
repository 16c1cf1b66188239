"""Draw real waves and score generated ones, from Python; without TensorFlow and MLflow."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sinegan.evaluation import scorecard
from sinegan.reporting import text_tables
from sinegan.runtime import thread_map
from sinegan.schema.scores import Score, headline_values
from sinegan.waves import draw as drawing
from sinegan.waves.law import Axis, Law

if TYPE_CHECKING:
    import pandas as pd


class Scorecard:
    """Scores of one set of generated series. Made by `score`.

    Attributes
    ----------
    scores
        In the order in which they are shown.
    """

    def __init__(self, scores: list[Score]) -> None:
        self.scores = scores

    @property
    def headlines(self) -> dict[str, float | None]:
        """The few scores that people compare by, by name; None where a score has no value."""
        return headline_values(self.scores)

    def to_frame(self) -> "pd.DataFrame":
        """One row for each score, indexed by its key: value, interval, baseline, flag and the facts to read it by."""
        import pandas as pd  # half a second, for those who want it

        return pd.DataFrame([score.model_dump() for score in self.scores], index=[score.key for score in self.scores])

    def __iter__(self) -> Iterator[Score]:
        return iter(self.scores)

    def __str__(self) -> str:
        return text_tables.plain(self.scores)

    def _repr_html_(self) -> str:
        """For notebooks."""
        shown = self.to_frame()[["value", "low", "high", "floor", "flagged"]]
        return str(shown.to_html(float_format="{:.4g}".format))


def draw(law: Law, n: int, seed: int) -> NDArray[np.float32]:
    """Draw real waves of a law, float32 ``(n, n_points)``.

    Examples
    --------
    >>> import sinegan
    >>> draw(sinegan.load_law(), 3, seed=0).shape
    (3, 50)
    """
    return drawing.draw(law, n, np.random.default_rng(seed)).waves


def score(
    real: NDArray[np.floating],
    generated: NDArray[np.floating],
    law: Law | None = None,
    training: NDArray[np.floating] | None = None,
    seed: int = 1,
) -> Scorecard:
    """Score generated series against real ones.

    Parameters
    ----------
    real, generated
        Shape ``(n, n_points)`` each; any two numbers of series from 100 on.
    law
        That the real ones follow; without one, scores of it have no value.
    training
        Series that the generator may have copied.
    seed
        Of the classifiers and of noise.

    Raises
    ------
    UnscorableError
        A shape is wrong, or there are NaN.

    Examples
    --------
    >>> import sinegan
    >>> law = sinegan.load_law()
    >>> card = score(draw(law, 100, seed=0), draw(law, 100, seed=1), law)
    >>> card.headlines["valid_share"]
    1.0
    """
    axis = law or Axis(n_points=real.shape[1], step=1.0)
    card = scorecard.evaluate(real, generated, axis, seed, training=training, each=thread_map.each)
    return Scorecard(card.scores)
