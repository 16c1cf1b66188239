"""What a user may choose of the evaluation."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Evaluate(BaseModel):
    """The ``evaluate`` section of params.yaml.

    Attributes
    ----------
    n_generated
        Waves drawn from the generator.
    seed
        Of those waves and of the judges.
    judge_waves
        Waves of each side for the freshly trained judge.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    n_generated: Annotated[int, Field(ge=100, le=1_000_000)]
    seed: Annotated[int, Field(ge=0, lt=2**31)]
    judge_waves: Annotated[int, Field(ge=40, le=100_000)]
