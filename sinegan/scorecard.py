"""The scores of one set of generated series, as Python users see them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sinegan.reporting import text_tables
from sinegan.schema.scores import NOT_APPLICABLE, Score, headline_values

if TYPE_CHECKING:
    import pandas as pd


class Scorecard:
    """Scores of one set of generated series. Made by `sinegan.score`.

    Attributes
    ----------
    scores
        In display order.

    Examples
    --------
    >>> import sinegan
    >>> law = sinegan.load_law()
    >>> card = sinegan.score(sinegan.draw(law, 100, seed=0), sinegan.draw(law, 100, seed=1), law)
    >>> list(card.headlines)[:2]
    ['sinad_db', 'valid_fraction']
    >>> float(card.to_frame().loc["quality/sinad_db", "value"])
    110.0
    """

    def __init__(self, scores: list[Score]) -> None:
        self.scores = scores

    @property
    def headlines(self) -> dict[str, float | None]:
        """The scores that results are compared by, by name: others if there is no law. None without a value."""
        return headline_values(self.scores)

    def to_frame(self) -> "pd.DataFrame":
        """One row per score, indexed by key: value, interval, baseline, flag, and what is needed to interpret it."""
        import pandas as pd  # takes half a second

        return pd.DataFrame([score.model_dump() for score in self.scores], index=[score.key for score in self.scores])

    def __iter__(self) -> Iterator[Score]:
        return iter(self.scores)

    def __str__(self) -> str:
        return text_tables.score_table(self.scores)

    def _repr_html_(self) -> str:
        """For notebooks: without scores that do not apply."""
        frame = self.to_frame()
        table = frame.loc[frame["missing"] != NOT_APPLICABLE, ["value", "low", "high", "baseline", "flagged"]]
        return str(table.to_html(float_format="{:.4g}".format))
