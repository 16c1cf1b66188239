"""Seconds from ``python -m stages.train`` to the end of the first step, for each recipe.

    python -m benchmarks.start_up [TURNS]

Each training is a new process in a temporary copy of the repository, where its data are drawn first; the user's models
and MLflow store are not touched. `benchmarks.first_step` tells what passed when, and ends the training.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.turns import default_environment
from sinegan.io import console, params
from sinegan.networks.recipe import Recipe

COPIED = (
    *("benchmarks", "sinegan", "stages", "user_data"),
    *("dvc.yaml", "params.yaml", "pyproject.toml", "requirements.lock"),
)
TURNS = 3


def main() -> None:
    """Measure and print."""
    console.echo(json.dumps(measure(int(sys.argv[1]) if sys.argv[1:] else TURNS), indent=2))


def measure(turns: int, recipes: Sequence[str] = ()) -> dict[str, list[dict[str, float]]]:
    """Seconds of each phase, by recipe and turn, of these recipes or all; they take turns."""
    names = list(recipes or params.recipes(Recipe))
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _copy(folder)
        _run(folder, "stages.generate")
        for _ in range(turns):
            for name in names:
                _choose(folder / "params.yaml", name)
                start = time.monotonic()
                lines = _run(folder, "benchmarks.first_step").splitlines()
                times = json.loads(next(line for line in lines if line.startswith("{")))
                found[name].append(_durations(start, times))
    return found


def _durations(start: float, times: dict[str, float]) -> dict[str, float]:
    """From points in time, in order, to the seconds before each."""
    before = [start, *times.values()]
    return {phase: round(end - begin, 3) for begin, (phase, end) in zip(before, times.items(), strict=False)}


def _copy(folder: Path) -> None:
    root = Path(__file__).resolve().parents[1]
    for name in COPIED:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(root / name, folder / name)


def _choose(parameters: Path, recipe: str) -> None:
    """Set the recipe to train."""
    text = parameters.read_text(encoding="utf-8")
    parameters.write_text(re.sub(r"^recipe: \w+", f"recipe: {recipe}", text, flags=re.MULTILINE), encoding="utf-8")


def _run(folder: Path, module: str) -> str:
    """The stdout of a module in the folder.

    Settings of DVC and MLflow are removed, and PYTHONPATH, by which `benchmarks.speed` finds the other libraries.
    """
    removed = ("DVC_", "MLFLOW_", "PYTHONPATH")
    kept = {name: value for name, value in default_environment().items() if not name.startswith(removed)}
    process = subprocess.run(  # noqa: S603 - fixed arguments
        [sys.executable, "-m", module], cwd=folder, env=kept, capture_output=True, text=True, check=False
    )
    if process.returncode:
        raise RuntimeError(f"python -m {module} failed:\n{process.stderr[-2_000:]}")
    return process.stdout


if __name__ == "__main__":
    main()
