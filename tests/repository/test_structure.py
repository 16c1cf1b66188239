"""Rules for every module. Which packages may import which: the contracts of import-linter in pyproject.toml."""

import ast
import re
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.closure import ROOT, imported, name

LIBRARY = sorted((ROOT / "sinegan").rglob("*.py"))
STAGES = sorted(path for path in (ROOT / "stages").glob("*.py") if path.name != "__init__.py")
CODE = [*LIBRARY, *STAGES, *sorted((ROOT / "benchmarks").rglob("*.py"))]
FOLDERS = sorted({path.parent for path in [*CODE, *(ROOT / "tests").rglob("*.py")]})
PURE = (
    "waves",
    "measurement",
    "metrics",
    "classifiers",
    "timegan",
    "calibration",
    "evaluation",
    "networks",
    "training",
)
"""Arrays in, arrays out."""
FILES = {"networks/weights.py", "training/checkpoints.py", "training/output.py"}
"""Modules of these folders that may read and write files."""
SIDE_EFFECTS = {
    *("builtins", "csv", "glob", "http", "importlib", "io", "json", "logging", "os", "pathlib", "pickle", "random"),
    *("shelve", "shutil", "socket", "sqlite3", "subprocess", "sys", "tempfile", "urllib", "zipfile"),
}
"""Modules of the standard library that only the other folders may import."""
ACTIONS = {
    *("__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"),
    *("fromfile", "genfromtxt", "load", "load_model", "load_weights", "loadtxt", "memmap"),
    *("save", "save_weights", "savetxt", "savez", "savez_compressed", "tofile"),
    *("set_random_seed", "set_seed"),
}
"""Functions that only the other folders may call, without the module's name."""
DOCUMENTED = re.compile(r"(?<!`)`([A-Z]\w*)[\w.]*`(?!`)")
"""Class or constant, the first part of a name in a docstring."""
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "core"}


each_file = pytest.mark.parametrize("path", CODE, ids=name)
each_stage = pytest.mark.parametrize("path", STAGES, ids=name)


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def last_name(call: ast.Call) -> str:
    return ast.unparse(call.func).rsplit(".", 1)[-1]


def function_lengths(path: Path) -> dict[str, int]:
    """Number of lines of each function, without its docstring."""
    lengths = {}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            first = node.body[0]
            documented = ast.get_docstring(node) is not None
            doc = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
            lengths[f"{name(path)}:{node.name}"] = (node.end_lineno or 0) - node.lineno + 1 - doc
    return lengths


@pytest.mark.parametrize("folder", PURE)
def test_computing_modules_use_no_files_and_no_services(folder: str) -> None:
    paths = [path for path in (ROOT / "sinegan" / folder).rglob("*.py") if "/".join(path.parts[-2:]) not in FILES]
    used = {(name(path), module.split(".")[0]) for path in paths for module in imported(path)}
    assert {(path, module) for path, module in used if module in SIDE_EFFECTS | {"yaml"}} == set()
    called = {(name(path), last_name(call)) for path in paths for call in calls(path)}
    assert {(path, function) for path, function in called if function in ACTIONS} == set()


def test_no_module_of_the_library_imports_a_stage() -> None:
    assert not [name(path) for path in LIBRARY for module in imported(path) if module.startswith("stages")]


def test_the_library_has_only_python_files_and_templates() -> None:
    """Stages depend on whole folders: any other file in them would make DVC run the stages again.

    No stage depends on the benchmark, which has its baselines in a file.
    """
    files = {path for path in (ROOT / "sinegan").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    templates = {*(ROOT / "sinegan/reporting/templates").glob("*.j2"), ROOT / "sinegan/benchmark/baselines.json"}
    assert [name(path) for path in files - templates if path.suffix != ".py"] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_a_folder_has_at_most_18_modules(folder: Path) -> None:
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= 18


def test_functions_are_short() -> None:
    lengths = {function: lines for path in [*LIBRARY, *STAGES] for function, lines in function_lengths(path).items()}
    assert [function for function, lines in lengths.items() if lines > 50] == []
    assert statistics.median(lengths.values()) <= 8


@each_file
def test_a_module_has_at_most_180_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 180


def test_no_vague_names() -> None:
    words = {part for path in CODE for part in (*path.relative_to(ROOT).parts[:-1], path.stem)}
    assert words & VAGUE == set()


def test_the_stages_are_the_pipeline() -> None:
    assert {path.stem for path in STAGES} == {
        *("generate", "calibrate", "train", "evaluate", "report", "publish"), "study",
    }  # fmt: skip


@each_stage
def test_a_stage_is_short_and_has_no_formula(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 40
    tree = ast.parse(path.read_text())
    assert ast.unparse(tree.body[-1]).startswith("if __name__ == '__main__':")
    arithmetic = ast.Add | ast.Sub | ast.Mult | ast.MatMult | ast.Pow | ast.FloorDiv | ast.Mod
    assert not [node for node in ast.walk(tree) if isinstance(node, arithmetic | ast.While)], "a formula or a loop"


@each_file
def test_imports_are_absolute(path: Path) -> None:
    levels = [node.level for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
    assert not any(levels)


@each_file
def test_no_file_may_run_code(path: Path) -> None:
    assert {"pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"} & {
        module.split(".")[0] for module in imported(path)
    } == set()
    text = path.read_text()
    assert "0.0.0.0" not in text  # noqa: S104 - only searched for
    for call in calls(path):
        arguments = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        assert arguments.get("allow_pickle", "False") == "False"
        assert arguments.get("safe_mode", "True") == "True"
        assert arguments.get("shell", "False") == "False"
        if ast.unparse(call.func) == "np.load":
            assert arguments.get("allow_pickle") == "False", "to be message"
        if ast.unparse(call.func).startswith("yaml."):
            assert last_name(call) not in {"load_all", "full_load", "unsafe_load", "unsafe_load_all"}
        if ast.unparse(call.func) == "yaml.load":
            assert name(path) == "sinegan/io/yaml.py", "call sinegan.io.yaml.load"
            assert ast.unparse(call.args[1]) == "Loader"


@each_file
def test_names_in_docstrings_exist(path: Path) -> None:
    """Those with a capital letter, which are of classes and constants: single backticks are for our own names."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, documented)]
    named = {match for node in nodes for match in DOCUMENTED.findall(ast.get_docstring(node) or "")}
    assert named - names() == set()


@cache
def names() -> set[str]:
    """All classes and variables of the library, the stages and the benchmarks."""
    nodes = [node for path in CODE for node in ast.walk(ast.parse(path.read_text()))]
    variables = {node.id for node in nodes if isinstance(node, ast.Name)}
    return variables | {node.name for node in nodes if isinstance(node, ast.ClassDef)}


@each_file
def test_there_are_no_daemon_threads_and_no_exit_handlers(path: Path) -> None:
    """A daemon thread that is stopped inside a library can crash the process."""
    assert "atexit" not in imported(path)
    for call in calls(path):
        arguments = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        assert arguments.get("daemon", "False") == "False"
    assert ".daemon = True" not in path.read_text()


@each_file
def test_no_file_needs_autograph(path: Path) -> None:
    """AutoGraph rewrites Python loops and depends on the ast module of each Python version."""
    named = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)]
    without = [call for call in calls(path) if ast.unparse(call.func) == "tf.function" and _disables_autograph(call)]
    assert len(without) == sum(ast.unparse(node) == "tf.function" for node in named), "pass autograph=False"


def _disables_autograph(call: ast.Call) -> bool:
    return any(keyword.arg == "autograph" and ast.unparse(keyword.value) == "False" for keyword in call.keywords)
