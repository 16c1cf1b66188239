"""The source files that a module loads, and what they mean, whatever their comments say."""

import ast
import hashlib
from collections.abc import Iterable
from pathlib import Path

from sinegan.io.files import FileProblemError

PACKAGES = ("sinegan.", "stages.")
ROOT = Path(__file__).resolve().parents[2]


def imported(path: Path) -> set[str]:
    """Dotted names that a file imports; ``from a import b`` counts as ``a.b`` too, for b may be a module."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {str(node.module)} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def closure(module: str) -> set[str]:
    """Files of this house that a module loads, directly or not, relative to the root; empty ``__init__`` left out."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        path = Path(*waiting.pop().split(".")).with_suffix(".py")
        if str(path) not in found and (ROOT / path).is_file():
            found.add(str(path))
            waiting += [name for name in imported(ROOT / path) if name.startswith(PACKAGES)]
    return found


def fingerprint(paths: Iterable[str]) -> str:
    """Hash the statements of source files: comments, docstrings and layout do not count.

    Parameters
    ----------
    paths
        Relative to the root.

    Returns
    -------
    str
        16 hexadecimal digits.

    Raises
    ------
    FileProblemError
        A file cannot be read or is no Python.
    """
    digest = hashlib.sha256()
    for path in sorted(paths):
        try:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        except (OSError, SyntaxError, ValueError) as error:
            raise FileProblemError(f"{path} cannot be read as Python ({error}); mend it") from error
        digest.update(f"{path}\n{ast.unparse(_without_docstrings(tree))}\n".encode())
    return digest.hexdigest()[:16]


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                node.body = node.body[1:] or [ast.Pass()]
    return tree
