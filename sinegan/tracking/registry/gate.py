"""The quality gate: whether a generator may be registered, and whether it beats the champion."""

import math
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from sinegan.schema.strict import StrictModel


class Gate(StrictModel):
    """The ``register`` section of params.yaml.

    Attributes
    ----------
    grid_coverage, valid_fraction, sinad_db
        Minimum of the score.
    min_lead_sd
        Lead in SINAD over the champion that a new generator needs, in standard deviations over seeds.
    """

    grid_coverage: Annotated[float, Field(ge=0, le=1)]
    valid_fraction: Annotated[float, Field(ge=0, le=1)]
    sinad_db: Annotated[float, Field(ge=-200, le=200)]
    min_lead_sd: Annotated[float, Field(ge=0, le=100)]

    def failures(self, headlines: Mapping[str, float | None]) -> list[str]:
        """One message per failed requirement; empty if the generator passes."""
        minima = {
            "grid_coverage": self.grid_coverage,
            "valid_fraction": self.valid_fraction,
            "sinad_db": self.sinad_db,
        }
        missing = [f"{name} has no value" for name, value in headlines.items() if value is None]
        low = [
            f"{name} is {value:.4g}, below {minimum:g}"
            for name, minimum in minima.items()
            if (value := headlines.get(name)) is not None and value < minimum
        ]
        return missing + low

    def beats(self, new: tuple[float, float | None], old: tuple[float, float | None]) -> tuple[bool, str]:
        """Whether a new generator leads an old one by more than the variation between seeds, and a message.

        Parameters
        ----------
        new, old
            SINAD in dB (``sinad_db``), and its standard deviation over seeds of that configuration; None if unknown.
        """
        values = f"{new[0]:.2f} dB against {old[0]:.2f} dB"
        if new[1] is None or old[1] is None:
            models = [name for name, (_, sd) in (("the new model", new), ("the champion", old)) if sd is None]
            return False, (
                f"{values}, but the required lead is unknown: there are no two trials with the configuration of "
                f"{' nor of '.join(models)} on these data; add an arm to studies/recipes/params.yaml, run "
                "'make study', then register again"
            )
        required = self.min_lead_sd * math.hypot(new[1], old[1])
        better = new[0] - old[0] > required
        return better, f"{values}; the lead is {'more' if better else 'not more'} than the required {required:.2f} dB"
