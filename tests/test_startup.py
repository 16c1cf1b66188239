"""What a command loads: no more than it needs."""

import subprocess
import sys

import pytest

HEAVY = {"tensorflow", "keras", "mlflow", "matplotlib", "sklearn"}


@pytest.mark.parametrize(
    ("door", "needed"),
    [
        ("generate", set()),
        ("report", {"matplotlib"}),
        ("score", {"sklearn"}),
        ("check", set()),
    ],
)
def test_a_door_loads_no_library_that_it_does_not_need(door: str, needed: set[str]) -> None:
    code = f"import sys, stages.{door}; print(*sorted({HEAVY} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert set(said.split()) <= needed
