"""JSON and models survive a round trip; NaN, other values than objects, and misfits are refused."""

import json
from pathlib import Path

import pytest

from sinegan.io import files
from sinegan.reporting.options import Report
from tests.io.file_kinds import READERS, assert_refused


def test_json_survives_a_round_trip_sorted_and_readable(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    content = {"b": [1, 2.5, None, True], "a": {"name": "ωt"}}
    files.write_json(str(path), content)
    assert files.read_json(str(path)) == content
    text = path.read_text(encoding="utf-8")
    assert text.index('"a"') < text.index('"b"')
    assert "ωt" in text
    assert text.endswith("}\n")


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_nan_is_refused_in_json(tmp_path: Path, number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        files.write_json(str(tmp_path / "a.json"), {"score": number})
    assert list(tmp_path.iterdir()) == []


def test_a_model_survives_a_round_trip(tmp_path: Path) -> None:
    files.write_json(str(tmp_path / "a.json"), Report(seed=5).model_dump())
    assert files.read_model(str(tmp_path / "a.json"), Report) == Report(seed=5)


@pytest.mark.parametrize("text", ["[1]", "1", "null", '"scores"'])
def test_json_other_than_an_object_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    assert_refused(files.read_json, tmp_path / "a.json")


@pytest.mark.parametrize("content", [[], "seed", None, {}, {"seed": "1"}, {"seed": -1}, {"seed": 1, "more": 2}])
def test_json_that_does_not_fit_the_model_is_refused(tmp_path: Path, content: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps(content))
    assert_refused(READERS["model"], tmp_path / "a.json")
