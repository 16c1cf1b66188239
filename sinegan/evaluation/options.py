"""What a user may choose of the evaluation."""

from sinegan.schema.strict import Seed, StrictModel


class Evaluate(StrictModel):
    """The ``evaluate`` section of params.yaml: the seed of the generated waves and of the judges."""

    seed: Seed
