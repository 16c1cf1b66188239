"""Error messages about params.yaml."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.io.edited_params import ABSENT, ARTICLE, GOOD, ROOT, error_message, write

BAD_EDITS = [
    # key to set, value, key in the message, text of the message
    ("wawes", {}, "wawes", "is an unknown key; remove it or fix its spelling"),
    ("waves.points", 50, "waves.points", "is an unknown key; remove it or fix its spelling"),
    ("waves.offset.mid", 1.0, "waves.offset.mid", "is an unknown key"),
    ("evaluate.classifiers", 1, "evaluate.classifiers", "is an unknown key"),
    ("report.colour", "red", "report.colour", "is an unknown key"),
    (f"{ARTICLE}.step", 5, f"{ARTICLE}.step", "is an unknown key"),
    (f"{ARTICLE}.discriminator.stride", 2, f"{ARTICLE}.discriminator.stride", "is an unknown key"),
    (f"{ARTICLE}.generator.leak", 0.1, f"{ARTICLE}.generator.leak", "is an unknown key"),
    (f"{ARTICLE}.generator.optimizer.momentum", 0.9, f"{ARTICLE}.generator.optimizer.momentum", "is an unknown key"),
    ("report", ABSENT, "report", "is missing; add it"),
    ("waves.seed", ABSENT, "waves.seed", "is missing; add it"),
    ("waves.offset.high", ABSENT, "waves.offset.high", "is missing; add it"),
    (f"{ARTICLE}.discriminator.units", ABSENT, f"{ARTICLE}.discriminator.units", "is missing; add it"),
    ("waves.step", "fast", "waves.step = 'fast'", "should be a valid number"),
    ("waves.step", "0.1", "waves.step = '0.1'", "should be a valid number"),
    ("waves.n_pool", True, "waves.n_pool = True", "should be a valid integer"),
    ("waves.n_pool", 1000.0, "waves.n_pool = 1000.0", "should be a valid integer"),
    ("waves.step", True, "waves.step = True", "should be a valid number"),
    ("waves.step", None, "waves.step = None", "should be a valid number"),
    ("waves.step", float("nan"), "waves.step = nan", "should be a finite number"),
    ("waves.offset.high", float("inf"), "waves.offset.high = inf", "should be a finite number"),
    (f"{ARTICLE}.discriminator.dropout", float("nan"), f"{ARTICLE}.discriminator.dropout = nan", "finite number"),
    (f"{ARTICLE}.discriminator.dropout", 1.0, f"{ARTICLE}.discriminator.dropout = 1.0", "should be less than 1"),
    ("waves.n_points", 7, "waves.n_points = 7", "should be greater than or equal to 8"),
    ("waves.n_pool", 10**12, f"waves.n_pool = {10**12}", "should be less than or equal to"),
    ("evaluate.seed", -1, "evaluate.seed = -1", "should be greater than or equal to 0"),
    ("report.seed", 2**31, f"report.seed = {2**31}", "should be less than 2147483648"),
    (f"{ARTICLE}.generator.hidden", [], f"{ARTICLE}.generator.hidden = []", "should have at least 1 item"),
    (f"{ARTICLE}.generator.hidden", [8, "x"], f"{ARTICLE}.generator.hidden.1 = 'x'", "should be a valid integer"),
    (f"{ARTICLE}.generator.activation", "silly", f"{ARTICLE}.generator.activation = 'silly'", "'tanh'"),
    (f"{ARTICLE}.generator.optimizer.name", "rmsprop", f"{ARTICLE}.generator.optimizer", "'sgd', 'adam'"),
    ("waves.offset", {"low": 2.0, "high": 1.0}, "waves.offset", "low (2.0) must be below high (1.0)"),
    ("waves.multiplier", {"low": 1.5, "high": 1.5}, "waves.multiplier", "low (1.5) must be below high (1.5)"),
    ("waves.step", 5.0, "waves", "multiplier.high * step"),
    ("evaluate", None, "evaluate = None", "should be a valid dictionary"),
    ("recipe", "no such", "recipe = 'no such'", "is not among the recipes; choose one of: article"),
    ("recipe", 1, "recipe = 1", "is not among the recipes; choose one of: article"),
    ("recipe", "no such", "recipe = 'no such'", "choose one of: article, modern, periodic, record, series, tuned"),
    ("recipes", [], "recipe = 'article'", "is not among the recipes; choose one of: (none)"),
    ("recipes", 5, "recipe = 'article'", "is not among the recipes; choose one of: (none)"),
]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check_as_command() -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sinegan.cli", "check"],
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(("key", "value", "named", "hint"), BAD_EDITS)
def test_an_error_is_reported_in_one_line_with_file_key_and_hint(
    key: str, value: object, named: str, hint: str
) -> None:
    write({key: value})
    message = error_message()
    assert re.match(re.escape(f"params.yaml: {named}") + "[: ]", message)
    assert hint in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("waves.step", "fast", "waves.step = 'fast': input should be a valid number"),
        ("waves.offset", {"low": 2.0, "high": 1.0}, "waves.offset: low (2.0) must be below high (1.0)"),
        ("waves.seed", "x" * 198, f"waves.seed = '{'x' * 198}': input should be a valid integer"),
        ("waves.seed", "x" * 199, f"waves.seed = '{'x' * 199}...: input should be a valid integer"),
    ],
)
def test_the_exact_message_of_an_error(key: str, value: object, line: str) -> None:
    write({key: value})
    assert error_message() == f"params.yaml: {line}"


@pytest.mark.parametrize("value", ["fast", 0.0, ABSENT])
@pytest.mark.parametrize("network", ["generator", "discriminator"])
def test_an_error_inside_an_optimizer_names_the_key_of_the_file(network: str, value: object) -> None:
    key = f"{ARTICLE}.{network}.optimizer.learning_rate"
    write({key: value})
    assert error_message().startswith(f"params.yaml: {key} ")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "params.yaml must be a mapping"),
        (b"# nothing\n", "params.yaml must be a mapping"),
        (b"- recipe\n- waves\n", "params.yaml must be a mapping"),
        (b"plain text", "params.yaml must be a mapping"),
        (b"recipe: \xfc", "params.yaml is not valid YAML"),
        (b"recipe: a\0b", "params.yaml is not valid YAML"),
        (b"recipe: [1, 2", "params.yaml is not valid YAML"),
        (b"recipe: !!python/object/apply:os.getcwd []", "params.yaml is not valid YAML"),
        (b"recipe: 1" + b"0" * 5000, "params.yaml is not valid YAML"),
        (b"[" * 600, "params.yaml is not valid YAML"),
        (GOOD.encode() + b"\nrecipe: article\n", "params.yaml is not valid YAML: key 'recipe' appears twice"),
        (GOOD.encode()[: GOOD.index("learning_rate") + 16], "params.yaml is not valid YAML"),
    ],
)
def test_a_file_other_than_a_mapping_is_reported_in_one_line(content: bytes, message: str) -> None:
    Path("params.yaml").write_bytes(content)
    text = error_message()
    assert text.startswith(message)
    assert "\n" not in text


@pytest.mark.parametrize(
    "content", [b"evaluate: {n_generated: {{n}}}", b"[a]: 1", b"recipe: !!bool maybe", b"recipe: !!timestamp x"]
)
def test_exceptions_of_pyyaml_are_reported_too(content: bytes) -> None:
    Path("params.yaml").write_bytes(content)
    assert error_message().startswith("params.yaml is not valid YAML")


def test_a_missing_file_is_reported_with_a_fix() -> None:
    assert error_message() == "params.yaml cannot be read (No such file or directory); run from the repository's root"


def test_all_errors_are_reported_at_once() -> None:
    write(
        {
            "waves.seed": -1,
            "waves.typo": 1,
            "waves.n_test": ABSENT,
            "evaluate.seed": "many",
            "report.seed": 1.5,
            f"{ARTICLE}.steps": 0,
            "recipes.unused": {"seed": 1},
        }
    )
    keys = [re.match(r"params\.yaml: ([\w.]+)", line)[1] for line in error_message().splitlines()]
    expected = {"waves.seed", "waves.typo", "waves.n_test", "evaluate.seed", "report.seed", f"{ARTICLE}.steps"}
    assert expected <= set(keys)
    assert {"recipes.unused.steps", "recipes.unused.generator"} <= set(keys)
    assert len(keys) == len(set(keys))


def test_all_errors_of_the_top_level_are_reported_at_once() -> None:
    write({"report": ABSENT, "evaluate": ABSENT, "rapport": {}})
    assert [line.split()[1] for line in error_message().splitlines()] == ["evaluate", "report", "rapport"]


def test_a_missing_section_does_not_hide_errors_of_others() -> None:
    write({"waves": ABSENT, "calibrate": ABSENT, "report.seed": -1})
    assert [line.split()[1] for line in error_message().splitlines()] == ["waves", "calibrate", "report.seed"]


def test_an_unknown_recipe_is_reported_together_with_missing_sections() -> None:
    Path("params.yaml").write_text("recipe: no such\nrecipes: {}\n", encoding="utf-8")
    assert "recipe = 'no such' is not among the recipes" in error_message()


@pytest.mark.parametrize("other", [{"recipe": "no such"}, {"rapport": {}}])
def test_no_error_hides_another(other: dict[str, Any]) -> None:
    write({"waves.seed": -1} | other)
    assert len(error_message().splitlines()) == 2


def test_as_a_command_an_error_is_one_line_and_exit_code_2() -> None:
    write({"waves.seed": "x"})
    process = check_as_command()
    assert process.returncode == 2
    assert process.stderr == "ERROR: params.yaml: waves.seed = 'x': input should be a valid integer\n"
    assert process.stdout == ""
