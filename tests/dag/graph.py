"""The stages of dvc.yaml: their dependencies and outputs."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from sinegan.io.yaml import Loader
from tests.closure import ROOT

PIPELINE = yaml.load((ROOT / "dvc.yaml").read_bytes(), Loader)  # noqa: S506 - a safe loader
CHECK: dict[str, Any] = PIPELINE["stages"]["check"]
STAGES: dict[str, dict[str, Any]] = {name: stage for name, stage in PIPELINE["stages"].items() if stage is not CHECK}
"""The stages that write files."""
LOCK = "requirements.lock"

each_stage = pytest.mark.parametrize("stage", STAGES)


def outs(stage: str) -> dict[str, dict[str, Any]]:
    """Outputs of a stage with their options."""
    listed = STAGES[stage]["outs"]
    return {k: v for out in listed for k, v in ({out: {}} if isinstance(out, str) else out).items()}


def code(stage: str) -> set[str]:
    return {dep for dep in STAGES[stage]["deps"] if dep.startswith(("stages/", "sinegan/"))}


def data(stage: str) -> set[str]:
    """Dependencies that are neither code nor the lock."""
    return set(STAGES[stage]["deps"]) - code(stage) - {LOCK}


def folder(path: str) -> str:
    """The folder of the library that DVC watches for a module, with all below it."""
    return "/".join(Path(path).parts[:2]) if path.count("/") > 1 else str(Path(path).parent)
