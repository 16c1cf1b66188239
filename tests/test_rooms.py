"""Who may import whom, and what no room may do."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.closure import ROOT, imported

# room: packages of others, rooms of this house
ALLOWED = {
    "schema": ({"pydantic"}, {"schema"}),
    "waves": ({"numpy", "scipy", "pydantic"}, {"schema", "waves"}),
    "gan": ({"keras", "tensorflow", "numpy", "pydantic"}, {"schema", "waves", "gan"}),
    "datasets": (set(), {"schema", "outside", "waves", "datasets"}),
    "metrics": ({"numpy", "scipy", "sklearn", "pydantic"}, {"schema", "waves", "metrics"}),
    "judges": (
        {"numpy", "scipy", "sklearn", "threadpoolctl", "pydantic", "keras", "tensorflow"},
        {"schema", "gan", "metrics", "waves", "judges"},
    ),
    "trials": (
        {"keras", "numpy", "pydantic", "scipy"},
        {"schema", "gan", "judges", "metrics", "waves", "trials"},
    ),
    "outside": (
        {
            "alembic",
            "dask",
            "distributed",
            "filelock",
            "h5py",
            "keras",
            "matplotlib",
            "mlflow",
            "numpy",
            "psutil",
            "pydantic",
            "sqlalchemy",
            "tensorflow",
            "threadpoolctl",
            "tqdm",
            "yaml",
        },
        {"schema", "outside"},
    ),
}
WORLD = {
    *("builtins", "csv", "glob", "http", "importlib", "io", "json", "logging", "os", "pathlib", "pickle", "random"),
    *("shelve", "shutil", "socket", "sqlite3", "subprocess", "sys", "tempfile", "urllib", "zipfile"),
}
"""Of the standard library: what only ``outside`` may import."""
DEEDS = {
    *("__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"),
    *("fromfile", "genfromtxt", "load", "load_model", "load_weights", "loadtxt", "memmap"),
    *("save", "save_weights", "savetxt", "savez", "savez_compressed", "tofile"),
    *("set_random_seed", "set_seed"),
}
"""Functions that no room but ``outside`` may call, by their last name."""
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "core"}
HOUSE = sorted([*(ROOT / "stages").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])
DOORS = sorted(path for path in (ROOT / "stages").glob("*.py") if path.name != "__init__.py")
ROOMS = sorted(path.name for path in (ROOT / "stages").iterdir() if list(path.glob("*.py")))

each_room = pytest.mark.parametrize("room", ALLOWED)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


each_file = pytest.mark.parametrize("path", HOUSE, ids=name)


def modules(room: str) -> list[Path]:
    return sorted((ROOT / "stages" / room).rglob("*.py"))


def imports(room: str) -> set[str]:
    return {found for path in modules(room) for found in imported(path)}


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def last_name(call: ast.Call) -> str:
    return ast.unparse(call.func).rsplit(".", 1)[-1]


def test_each_room_is_in_the_table() -> None:
    assert set(ROOMS) == set(ALLOWED)


@each_room
def test_packages_of_others(room: str) -> None:
    top = {found.split(".")[0] for found in imports(room)} - {"stages"} - sys.stdlib_module_names
    assert top - ALLOWED[room][0] == set()


@each_room
def test_rooms_of_this_house(room: str) -> None:
    used = {found.split(".")[1] for found in imports(room) if found.startswith("stages.")}
    assert used - ALLOWED[room][1] == set()


def test_the_table_allows_nothing_that_nobody_uses() -> None:
    used = {found.split(".")[0] for found in imports("outside")}
    assert ALLOWED["outside"][0] - used == set()


@pytest.mark.parametrize("room", ALLOWED.keys() - {"outside"})
def test_only_outside_touches_the_world(room: str) -> None:
    top = {found.split(".")[0] for found in imports(room)}
    assert top & (WORLD | {"yaml"}) == set()
    done = {f"{name(path)}: {last_name(call)}" for path in modules(room) for call in calls(path)}
    assert {deed for deed in done if deed.split(": ")[1] in DEEDS} == set()


def test_no_room_imports_a_door() -> None:
    doors = {f"stages.{path.stem}" for path in DOORS}
    assert not doors & {found for room in ALLOWED for found in imports(room)}


def test_init_files_are_empty() -> None:
    found = [path for path in HOUSE if path.name == "__init__.py"]
    assert {name(path.parent) for path in found} >= {"stages", *(f"stages/{room}" for room in ROOMS)}
    assert [name(path) for path in found if path.read_bytes()] == []


def test_no_vague_names() -> None:
    words = {part for path in HOUSE for part in (*path.relative_to(ROOT).parts[:-1], path.stem)}
    assert words & VAGUE == set()


def test_no_room_is_named_as_a_door() -> None:
    assert {path.stem for path in DOORS} & set(ROOMS) == set()


@pytest.mark.parametrize("path", DOORS, ids=name)
def test_a_door_is_short_and_only_acts_as_a_command(path: Path) -> None:
    assert len(path.read_text().splitlines()) < 60
    tree = ast.parse(path.read_text())
    first, *_, last = ast.unparse(tree.body[-1]).splitlines()
    assert first == "if __name__ == '__main__':"
    assert last.startswith("    terminal.run(main")
    arithmetic = ast.Add | ast.Sub | ast.Mult | ast.MatMult | ast.Pow | ast.FloorDiv | ast.Mod
    assert not [node for node in ast.walk(tree) if isinstance(node, arithmetic | ast.While)], "a formula or a loop"


@each_file
def test_imports_are_absolute(path: Path) -> None:
    levels = [node.level for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
    assert not any(levels)


@each_file
def test_no_file_may_run_code(path: Path) -> None:
    assert {"pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"} & {
        found.split(".")[0] for found in imported(path)
    } == set()
    text = path.read_text()
    assert "0.0.0.0" not in text  # noqa: S104 - looked for, not bound to
    for call in calls(path):
        said = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        assert said.get("allow_pickle", "False") == "False"
        assert said.get("safe_mode", "True") == "True"
        assert said.get("shell", "False") == "False"
        if ast.unparse(call.func) == "np.load":
            assert said.get("allow_pickle") == "False", "to be said"
        if ast.unparse(call.func).startswith("yaml."):
            assert last_name(call) not in {"load_all", "full_load", "unsafe_load", "unsafe_load_all"}
        if ast.unparse(call.func) == "yaml.load":
            assert ast.unparse(call.args[1]) == "Loader"
            assert "sinegan.io.yaml.Loader" in imported(path)


@each_file
def test_no_thread_may_be_cut_off_and_nothing_is_left_to_the_interpreters_end(path: Path) -> None:
    """A daemon thread inside a library is ended by force, and takes the process down with it."""
    assert "atexit" not in imported(path)
    for call in calls(path):
        said = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        assert said.get("daemon", "False") == "False"
    assert ".daemon = True" not in path.read_text()


@each_file
def test_no_file_needs_autograph(path: Path) -> None:
    """It rewrites Python loops with the help of the ast module, whose changes from Python to Python it may not know."""
    named = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)]
    without = [call for call in calls(path) if ast.unparse(call.func) == "tf.function" and _says_no_autograph(call)]
    assert len(without) == sum(ast.unparse(node) == "tf.function" for node in named), "say autograph=False"


def _says_no_autograph(call: ast.Call) -> bool:
    return any(keyword.arg == "autograph" and ast.unparse(keyword.value) == "False" for keyword in call.keywords)
