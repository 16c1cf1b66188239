"""The modules of this house that a module loads, directly or not, as files."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def imported(path: Path) -> set[str]:
    """Dotted names that a file imports; ``from a import b`` counts as ``a.b`` too, for b may be a module."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {str(node.module)} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def closure(door: str) -> set[str]:
    """Files loaded by ``python -m stages.<door>``, relative to the root; empty ``__init__`` files left out."""
    found: set[str] = set()
    waiting = [f"stages.{door}"]
    while waiting:
        path = Path(*waiting.pop().split(".")).with_suffix(".py")
        if str(path) not in found and (ROOT / path).is_file():
            found.add(str(path))
            waiting += [name for name in imported(ROOT / path) if name.startswith("stages.")]
    return found
