"""What the report's pictures hold against the law, where one is known."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from numpy.typing import NDArray

from stages.metrics.cells import Reached, reached
from stages.metrics.quality import sinad
from stages.metrics.residuals import LeftOver, left_over
from stages.waves.draw import DrawnWaves
from stages.waves.law import AMPLITUDE, Law
from stages.waves.records import Record

Array = NDArray[Any]


class AgainstLaw(NamedTuple):
    """Generated waves beside what the law says of them.

    Attributes
    ----------
    sinad
        Of each wave against the law's nearest, ``(n,)`` in dB.
    real
        Offsets and multipliers of the test waves.
    cells
        How the phase-frequency plane is filled.
    rest
        What is left without the nearest waves of the law.
    """

    sinad: Array
    real: tuple[Array, Array]
    cells: Reached
    rest: LeftOver


def against_law(data: Record, found: Mapping[str, Array]) -> AgainstLaw | None:
    """From the test set of `data`, and arrays as `stages.judges.pictured.arrays` names them; None without a law."""
    law, test = data.axis, data.sets["test"]
    if not (isinstance(law, Law) and isinstance(test, DrawnWaves)):
        return None
    return AgainstLaw(
        sinad(AMPLITUDE, found["reference_rms"]),
        (test.offset, test.multiplier),
        reached(law, found["free_phase"], found["free_multiplier"], found["valid"]),
        left_over(law, found["waves"], found["reference_phase"], found["reference_multiplier"]),
    )
