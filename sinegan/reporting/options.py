"""What a user may choose of the report."""

from sinegan.schema.strict import Seed, StrictModel


class Report(StrictModel):
    """The ``report`` section of params.yaml: the seed of the waves shown at random."""

    seed: Seed
