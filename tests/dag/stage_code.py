"""What the script of a stage imports, reads and writes."""

import ast

from sinegan.io import paths
from tests.closure import ROOT, closure, imported

TRACKING = "sinegan/tracking/live/live_log.py"
"""It does not affect the result of training, so that it and its imports are not deps of train."""
HELPERS = {
    "train": ["sinegan/training/output.py"],
    "report": ["sinegan/reporting/inputs.py"],
    "publish": ["sinegan/tracking/result.py"],
}
"""Modules that read or write files for a stage."""


def partial_closure(stage: str, *, without: str) -> set[str]:
    """The same as `closure`, but without one module and what only it imports."""
    files: set[str] = set()
    pending = [f"stages/{stage}.py"]
    while pending:
        path = pending.pop()
        if path not in files and path != without and (ROOT / path).is_file():
            files.add(path)
            pending += [name.replace(".", "/") + ".py" for name in imported(ROOT / path) if name.startswith("sinegan.")]
    return files


def syntax_tree(stage: str) -> ast.Module:
    return ast.parse((ROOT / f"stages/{stage}.py").read_text())


def constants(stage: str) -> set[str]:
    """The paths that a stage reads and writes: attributes of `paths`, and its constants in capitals."""
    constant = {
        node.value.value
        for node in syntax_tree(stage).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id.isupper()
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }
    trees = [syntax_tree(stage), *(ast.parse((ROOT / path).read_text()) for path in HELPERS.get(stage, []))]
    named = {ast.unparse(node) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return constant | {getattr(paths, name[6:]) for name in named if name.startswith("paths.")}


def sections(stage: str) -> set[str]:
    """Parameters that a stage reads, as written in dvc.yaml."""
    read: set[str] = set()
    for node in ast.walk(syntax_tree(stage)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "params.section":
            read.add(ast.literal_eval(node.args[0]))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "params.recipe":
            read |= {"recipe", "recipes.${recipe}"}
    return read


def imports_of(stage: str) -> set[str]:
    """The modules in the folders of ``sinegan/`` that a stage imports; modules outside folders do not compute."""
    files = partial_closure("train", without=TRACKING) if stage == "train" else closure(stage)
    return {path for path in files if path.count("/") > 1}
