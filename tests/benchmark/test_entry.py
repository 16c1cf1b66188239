"""The file that describes an entry: all its errors at once, each with key, value and fix."""

import json
from pathlib import Path

import pytest

from sinegan.benchmark import entry
from tests.benchmark.submissions import GOOD


def read(folder: Path, text: str, name: str = "entry.yaml") -> tuple[entry.Entry | None, list[str]]:
    (folder / name).write_text(text, encoding="utf-8")
    found, faults = entry.read(folder)
    assert (found is None) == bool(faults)
    assert not any("\n" in line for line in faults)
    return found, [line.removeprefix(f"{folder}/") for line in faults]


@pytest.mark.parametrize("name", entry.NAMES)
def test_yaml_and_json_say_the_same(tmp_path: Path, name: str) -> None:
    values = {"name": "Drawn", "seconds": 1.5, "cores": 2, "parameters": 0, "settings_tried": 1, "link": None}
    text = json.dumps(values, indent="\t") if name.endswith("json") else GOOD
    found, _ = read(tmp_path, text, name)
    assert found == entry.Entry(**values)  # type: ignore[arg-type]
    assert found is not None
    assert (found.failed, found.note) == (0, "")


def test_all_errors_are_told_at_once(tmp_path: Path) -> None:
    text = "name: a | b\nseconds: -1\ncores: two\nparameter: 5\nlink: ../mine.py\nnote: |\n  two\n  lines\n"
    _, faults = read(tmp_path, text)
    assert sorted(faults) == [
        "entry.yaml: cores = 'two': input should be a valid integer",
        "entry.yaml: link = '../mine.py': give https://..., a path in this repository such as "
        "benchmarks/entries/mine.py, or null",
        "entry.yaml: name = 'a | b': must be one line without | < > ` [ ] * \\, since it stands in a table",
        "entry.yaml: note = 'two\\nlines\\n': must be one line without | < > ` [ ] * \\, since it stands in a table",
        "entry.yaml: parameter is an unknown key; remove it or fix its spelling",
        "entry.yaml: parameters is missing; add it",
        "entry.yaml: seconds = -1: input should be greater than or equal to 0",
        "entry.yaml: settings_tried is missing; add it",
    ]


@pytest.mark.parametrize("link", ["https://example.org/a?b=1#c", "http://a.b", "benchmarks/entries/mine.py", "a.py"])
def test_a_link_may_be_an_address_or_a_path(tmp_path: Path, link: str) -> None:
    found, _ = read(tmp_path, GOOD.replace("null", f'"{link}"'))
    assert found is not None
    assert found.link == link


@pytest.mark.parametrize("link", ["", "/etc/x", "javascript:alert(1)", "https://a b", "https://a)b", "a/../../b"])
def test_other_links_are_refused(tmp_path: Path, link: str) -> None:
    _, faults = read(tmp_path, GOOD.replace("null", f'"{link}"'))
    assert len(faults) == 1
    assert "give https://..." in faults[0]


@pytest.mark.parametrize("name", ["[x](javascript:0)", "*real waves*", "a\\x1bb", "a\\u2028b", "![](x)"])
def test_a_name_is_plain_text(tmp_path: Path, name: str) -> None:
    _, faults = read(tmp_path, GOOD.replace("Drawn", f'"{name}"'))
    assert ["must be one line without" in fault for fault in faults] == [True]


def test_blanks_around_a_name_do_not_count(tmp_path: Path) -> None:
    found, _ = read(tmp_path, GOOD.replace("Drawn", '" Drawn "'))
    assert found is not None
    assert found.name == "Drawn"
    assert read(tmp_path, GOOD.replace("Drawn", '" "'))[1][0].startswith("entry.yaml: name = ' ':")


@pytest.mark.parametrize(
    ("text", "name", "fault"),
    [
        ("name: [", "entry.yaml", "entry.yaml is not valid YAML ("),
        ("- 1", "entry.yaml", "entry.yaml is not valid YAML (it must be a mapping of keys to values); correct it"),
        ("name: a\nname: b", "entry.yaml", "entry.yaml is not valid YAML (key 'name' appears twice"),
        ("{", "entry.json", "entry.json is not valid JSON ("),
    ],
)
def test_what_is_no_mapping_is_refused(tmp_path: Path, text: str, name: str, fault: str) -> None:
    assert read(tmp_path, text, name)[1][0].startswith(fault)


def test_there_must_be_exactly_one(tmp_path: Path) -> None:
    assert entry.read(tmp_path) == (
        None,
        [f"{tmp_path} has no entry.yaml; 'sinegan benchmark data' writes an example to fill in"],
    )
    (tmp_path / "entry.json").write_text("{}")
    (tmp_path / "entry.yaml").write_text(GOOD)
    assert entry.read(tmp_path)[1] == [f"{tmp_path} has entry.yaml and entry.json; keep one"]
