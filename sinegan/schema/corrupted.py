"""The scores of corrupted real waves, as they are stored in files."""

from sinegan.schema.strict import StrictModel


class CorruptedScores(StrictModel):
    """The scores of real waves with a known corruption of a known strength.

    Attributes
    ----------
    name, unit, strength
        Of the corruption; the unit is that of the strength.
    scores
        By key. None if a score has no value.
    distances
        Distance of each score from its baseline, in standard deviations of the baseline. 0 if the baseline has no
        standard deviation; None if it is infinite: real waves never differ, or always have a value.
    """

    name: str
    unit: str
    strength: float
    scores: dict[str, float | None]
    distances: dict[str, float | None]
