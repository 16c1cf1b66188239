"""Whether a result is good enough to be used, and better than the one in use."""

import math
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from sinegan.schema.strict import StrictModel


class Gate(StrictModel):
    """The ``register`` section of params.yaml.

    Attributes
    ----------
    coverage, valid_share, sinad_db
        What a generator must reach at least.
    spreads
        By how many standard deviations over seeds a better one must be ahead, in dB of median reference SINAD.
    """

    coverage: Annotated[float, Field(ge=0, le=1)]
    valid_share: Annotated[float, Field(ge=0, le=1)]
    sinad_db: Annotated[float, Field(ge=-200, le=200)]
    spreads: Annotated[float, Field(ge=0, le=100)]

    def faults(self, headlines: Mapping[str, float | None]) -> list[str]:
        """What keeps a result out, in words; nothing where it may pass."""
        wanted = {
            "coverage": self.coverage,
            "valid_share": self.valid_share,
            "reference_sinad_median_db": self.sinad_db,
        }
        missing = [f"{name} has no value" for name, value in headlines.items() if value is None]
        low = [
            f"{name} is {value:.4g}, below {least:g}"
            for name, least in wanted.items()
            if (value := headlines.get(name)) is not None and value < least
        ]
        return missing + low

    def ahead(self, new: tuple[float, float | None], old: tuple[float, float | None]) -> tuple[bool, str]:
        """Whether a new generator is better than an old one by more than chance, and why, in words.

        Parameters
        ----------
        new, old
            Median reference SINAD in dB, and its standard deviation over seeds of that recipe, None if not known.
        """
        difference = f"{new[0]:.2f} dB against {old[0]:.2f} dB"
        if new[1] is None or old[1] is None:
            return False, f"{difference}, but no study tells how much that scatters over seeds"
        least = self.spreads * math.hypot(new[1], old[1])
        better = new[0] - old[0] > least
        words = "more" if better else "not more"
        return better, f"{difference}, {words} than the {least:.2f} dB that other seeds may make"
