"""Numbers and strings as in YAML 1.2, and what the loader refuses."""

import pytest
import yaml
from dvc.utils.serialize import parse_yaml

from sinegan.io.yaml import AliasError, DuplicateKeyError, load

SCALARS = [
    ("1e-3", 0.001),
    ("1e-05", 1e-05),
    ("1.0e-4", 0.0001),
    ("1E+3", 1000.0),
    ("2.5e3", 2500.0),
    (".5", 0.5),
    ("5.", 5.0),
    ("-0.25", -0.25),
    ("10", 10),
    ("010", 10),
    ("-7", -7),
    ("+7", 7),
    ("0x10", 16),
    ("0xfF", 255),
    ("0o17", 15),
    ("1e-05x", "1e-05x"),
    ("e5", "e5"),
    ("1.2.3", "1.2.3"),
    (".inf", float("inf")),
    ("-.inf", float("-inf")),
    ("+.INF", float("inf")),
    (".nan", float("nan")),
    (".NaN", float("nan")),
    ("inf", "inf"),
    ("nan", "nan"),
    ("true", True),
    ("False", False),
    ("yes", "yes"),
    ("no", "no"),
    ("on", "on"),
    ("~", None),
    ("null", None),
    ("", None),
    ("'1e-3'", "1e-3"),
    ('"true"', "true"),
]
NOT_AS_YAML_1_1 = [("1_000", "1_000"), ("12:30:00", "12:30:00"), ("2026-01-01", "2026-01-01"), ("0b1", "0b1")]
NOT_AS_YAML_1_1 += [("0x", "0x"), ("0xg", "0xg"), ("0o8", "0o8"), ("-0x10", "-0x10"), ("0X10", "0X10")]


@pytest.mark.parametrize(("text", "value"), SCALARS + NOT_AS_YAML_1_1)
def test_a_scalar_has_its_value_and_type(text: str, value: object) -> None:
    assert repr(load(f"key: {text}")["key"]) == repr(value)


def test_bytes_are_read_like_text() -> None:
    assert load("a: é".encode()) == load("a: é") == {"a": "é"}


@pytest.mark.parametrize("text", [text for text, _ in SCALARS])
def test_dvc_reads_the_same(text: str) -> None:
    line = f"key: {text}\n"
    assert repr(load(line)) == repr(parse_yaml(line, "params.yaml"))


def test_plain_pyyaml_reads_some_scalars_differently() -> None:
    assert yaml.safe_load("[1e-05, 010, yes, 1_000]") == ["1e-05", 8, True, 1000]
    assert load("[1e-05, 010, yes, 1_000]") == [1e-05, 10, "yes", "1_000"]


@pytest.mark.parametrize(
    "text",
    ["a: 1\na: 2", "a: 1\nb: 2\n'a': 1", "outer:\n  a: 1\n  a: 1", "{x: [{a: 1, a: 2}]}", "1: x\n01: y"],
)
def test_a_repeated_key_is_refused(text: str) -> None:
    with pytest.raises(DuplicateKeyError, match=r"(?s)key '(a|1)' appears twice.*line \d"):
        load(text)


def test_equal_keys_of_different_mappings_are_allowed() -> None:
    assert load("a: {a: 1}\nb: {a: 1}") == {"a": {"a": 1}, "b": {"a": 1}}


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.getcwd []",
        "!!python/object/new:os.getcwd []",
        "!!python/name:os.getcwd",
        "!!python/module:os",
        "!unknown 1",
    ],
)
def test_code_and_unknown_tags_are_refused(text: str) -> None:
    with pytest.raises(yaml.constructor.ConstructorError, match="could not determine a constructor"):
        load(f"key: {text}")


def test_aliases_are_refused_before_they_multiply() -> None:
    lines = ["a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    with pytest.raises(AliasError, match=r"alias '\*a': write the value out"):
        load("\n".join(lines))
    assert load("a: &name 3") == {"a": 3}, "an unused anchor"
