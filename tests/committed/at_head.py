"""Files as committed at HEAD, never those of the work tree."""

import hashlib
import json
import subprocess
from functools import cache
from typing import Any

import yaml

from sinegan.io.yaml import Loader


@cache
def head(path: str) -> bytes:
    return subprocess.run(["git", "show", f"HEAD:{path}"], capture_output=True, check=True).stdout


@cache
def head_files(folder: str) -> list[str]:
    listed = subprocess.run(["git", "ls-tree", "-r", "--name-only", "HEAD", folder], capture_output=True, check=True)
    return listed.stdout.decode().split()


def evaluation() -> Any:
    """The committed scores, checked."""
    from sinegan.schema.scores import Evaluation

    return Evaluation.model_validate_json(head("reports/metrics.json"))


def read_yaml(path: str) -> dict:
    return yaml.load(head(path), Loader)  # noqa: S506 - a safe loader


def md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def folder_md5(folder: str) -> str:
    """As DVC hashes a folder: the md5 of a JSON list of its files' md5s."""
    entries = [{"md5": md5(head(path)), "relpath": path.removeprefix(f"{folder}/")} for path in head_files(folder)]
    entries.sort(key=lambda entry: entry["relpath"])
    return md5(json.dumps(entries, sort_keys=True).encode()) + ".dir"
