"""Whether data, weights and scores have the bytes of the published ones, by the digests in the committed dvc.lock."""

from pathlib import Path

import yaml

from sinegan.io import paths
from sinegan.io.yaml import load
from sinegan.provenance import keys
from sinegan.tracking import git

_FILES = (
    paths.TRAIN_DATA, paths.HELD_OUT_DATA, paths.GENERATOR, paths.DISCRIMINATOR, paths.CALIBRATION, paths.METRICS,
)  # fmt: skip
WHY_OTHERS = "normal with other versions of the libraries, or on a processor without AVX2"


def sentence() -> str:
    """One sentence; empty if the last commit has no digests, or a file is not here."""
    published = _digests(git.output("show", "HEAD:./dvc.lock"))
    if not all(path in published and Path(path).exists() for path in _FILES):
        return ""
    others = [path for path in _FILES if keys.md5(path) != published[path]]
    if others:
        return f"The bytes of {', '.join(others)} are others: {WHY_OTHERS}."
    return "Data, weights and scores are equal to the byte."


def _digests(lock: str) -> dict[str, str]:
    """The md5 of each output."""
    try:
        stages = load(lock)["stages"].values()
        return {out["path"]: out["md5"] for stage in stages for out in stage.get("outs", [])}
    except (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError):
        return {}
