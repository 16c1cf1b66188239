"""The source files that a module imports, and a hash of their statements."""

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
    """Files of this project that a module imports, directly or not, relative to the root, without ``__init__.py``."""
    files: set[str] = set()
    pending = [module]
    while pending:
        path = Path(*pending.pop().split(".")).with_suffix(".py")
        if str(path) not in files and (ROOT / path).is_file():
            files.add(str(path))
            pending += [name for name in imported(ROOT / path) if name.startswith(PACKAGES)]
    return files


def fingerprint(paths: Iterable[str]) -> str:
    """Hash the statements of source files; comments, docstrings and formatting do not matter.

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
        A file cannot be read as Python.
    """
    digest = hashlib.sha256()
    for path in sorted(paths):
        try:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        except (OSError, SyntaxError, ValueError) as error:
            raise FileProblemError(f"{path} cannot be read as Python ({error}); fix it") from error
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
