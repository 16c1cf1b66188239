"""The parameters of dvc.yaml are those that the stages read."""

from tests.dag.graph import CHECK, PIPELINE, STAGES, each_stage
from tests.dag.stage_code import sections


@each_stage
def test_params_are_those_that_the_stage_reads(stage: str) -> None:
    assert set(STAGES[stage].get("params", [])) == sections(stage)


def test_no_two_stages_share_a_parameter() -> None:
    read = [name for stage in STAGES for name in STAGES[stage].get("params", [])]
    assert len(read) == len(set(read)) > 0


def test_params_yaml_is_checked_before_all_stages_whenever_they_could_run() -> None:
    """DVC runs stages that do not depend on each other in the order of the file."""
    assert next(iter(PIPELINE["stages"])) == "check"
    assert CHECK["cmd"] == "python -m sinegan.cli check"
    read = {name for stage in STAGES.values() for name in stage.get("params", [])}
    assert set(CHECK["params"]) == read - {"recipes.${recipe}"}, "DVC refuses to look up a recipe that does not exist"
    assert not {"deps", "outs"} & set(CHECK), "no stage depends on it"
