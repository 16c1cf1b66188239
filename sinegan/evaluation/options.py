"""The ``evaluate`` section of params.yaml."""

from sinegan.schema.strict import Seed, StrictModel


class Evaluate(StrictModel):
    """The seed of the generated waves and of the classifiers."""

    seed: Seed
