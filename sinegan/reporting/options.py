"""Parameters of the report."""

from sinegan.schema.strict import Seed, StrictModel


class Report(StrictModel):
    """The ``report`` section of params.yaml: seed of the random choice of waves in figures."""

    seed: Seed
