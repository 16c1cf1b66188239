"""The ``calibrate`` section of params.yaml."""

from typing import Annotated

from pydantic import Field

from sinegan.metrics.baseline import Sizes
from sinegan.schema.strict import Seed


class Calibrate(Sizes):
    """The sample sizes of all scores, and how their baselines are computed.

    Attributes
    ----------
    baseline_repeats
        Fresh draws of real waves that are scored as if they were generated.
    classifier_baseline_repeats
        How many of them the classifiers are run on.
    seed
        Of those draws, of the corruptions and of the classifiers.
    """

    n_waves: Annotated[int, Field(ge=100, le=1_000_000)]  # fewer only if the user's file is small
    baseline_repeats: Annotated[int, Field(ge=3, le=10_000)]
    classifier_baseline_repeats: Annotated[int, Field(ge=3, le=10_000)]
    seed: Seed

    @property
    def sizes(self) -> Sizes:
        """The sizes alone."""
        return Sizes(**{name: getattr(self, name) for name in Sizes.model_fields})
