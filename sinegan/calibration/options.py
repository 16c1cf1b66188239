"""The ``calibrate`` section of params.yaml."""

from typing import Annotated

from pydantic import Field

from sinegan.metrics.baseline import Sizes
from sinegan.schema.strict import Seed

_LIMITS = {"n_classifier": 1_000, "classifier_repeats": 1, "baseline_repeats": 40, "classifier_baseline_repeats": 8}
"""Where the distribution is unknown."""


class Calibrate(Sizes):
    """The sample sizes of all scores, and how their baselines are computed.

    Attributes
    ----------
    baseline_repeats
        Fresh draws of real waves that are scored as if they were generated.
    classifier_baseline_repeats
        How many of them the classifiers are run on.
    seed
        Of those draws and of the corruptions.
    """

    n_waves: Annotated[int, Field(ge=100, le=1_000_000)]  # fewer only if the user's file is small
    baseline_repeats: Annotated[int, Field(ge=3, le=10_000)]
    classifier_baseline_repeats: Annotated[int, Field(ge=3, le=10_000)]
    seed: Seed

    def affordable(self, *, has_law: bool) -> "Calibrate":
        """The same where the distribution is known; otherwise at most as much as takes two minutes on two cores.

        Series of users are longer than the article's waves, and their baselines are computed for one evaluation.
        """
        if has_law:
            return self
        least = {name: min(getattr(self, name), limit) for name, limit in _LIMITS.items()}
        return self.model_copy(update=least)

    @property
    def sizes(self) -> Sizes:
        """The sizes alone."""
        return Sizes(**{name: getattr(self, name) for name in Sizes.model_fields})
