"""Parameters of the data, the calibration and the evaluation, as the stages ran with them.

They come from the stages' outputs as far as these hold them. The others, such as seeds, come from dvc.lock, and only if
the output that is here is the one that the lock records; params.yaml may have been edited since.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from sinegan.io import paths
from sinegan.io.files import FileProblemError
from sinegan.io.yaml import load
from sinegan.provenance import keys
from sinegan.tracking.run_fields import flatten
from sinegan.waves.dataset import WaveDataset

LOCK = "dvc.lock"


def data_params(pool: WaveDataset, held_out: WaveDataset) -> dict[str, Any]:
    """``waves.n_points``, ``waves.offset.low``, ``waves.seed`` and so on.

    Parameters
    ----------
    pool, held_out
        The training waves, and the sets that scores and baselines use.
    """
    sizes = {f"n_{name}": len(drawn) for data in (pool, held_out) for name, drawn in data.sets.items()}
    recorded = locked("generate", "waves", paths.TRAIN_DATA)
    keys_of_file = ("columns", "window", "scaling") if pool.scaling else ()
    others = {key: recorded[key] for key in ("source", "seed", *keys_of_file) if key in recorded}
    return flatten({"waves": pool.grid.model_dump() | sizes | others})


def evaluation_params(evaluate: Mapping[str, int]) -> dict[str, Any]:
    """``calibrate.n_waves``, ``calibrate.baseline_repeats``, ``evaluate.seed`` and so on.

    Parameters
    ----------
    evaluate
        Seed and sample sizes of the evaluation, from ``reports/metrics.json``.
    """
    sizes = {key: value for key, value in evaluate.items() if key != "seed"}
    return flatten({
        "calibrate": locked("calibrate", "calibrate", paths.CALIBRATION) | sizes,
        "evaluate": {"seed": evaluate["seed"]},
    })  # fmt: skip


def locked(stage: str, section: str, output: str) -> dict[str, Any]:
    """The section of params.yaml that a stage ran with; empty if dvc.lock records another version of its output."""
    try:
        content = load(Path(LOCK).read_bytes())["stages"][stage]
        recorded = {out["path"]: out["md5"] for out in content["outs"]}
        values = content["params"]["params.yaml"][section] if recorded[output] == keys.md5(output) else {}
    except (OSError, FileProblemError, yaml.YAMLError, ValueError, TypeError, LookupError):
        return {}
    return dict(values)
