"""What scores say of real waves with known faults, as files hold it."""

from sinegan.schema.strict import StrictModel


class Impaired(StrictModel):
    """The scores of real waves with a known fault of a known strength.

    Attributes
    ----------
    name, unit, strength
        Of the fault; the unit is that of the strength.
    scores
        By their keys; None where a score has no value.
    distances
        How far each of them is from what real waves score, in standard deviations of the floor; 0 where a floor has no
        spread, None where no number is large enough: real waves never differ, or always have a value.
    """

    name: str
    unit: str
    strength: float
    scores: dict[str, float | None]
    distances: dict[str, float | None]
