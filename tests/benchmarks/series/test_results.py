"""What a benchmark on series has finished is kept, and nothing else."""

import json
from pathlib import Path

import pytest

from benchmarks.series import __main__ as command
from benchmarks.series.results import Results

MADE_OF = {"recipe": {"steps": 3}, "sizes": {"pool": 10}}


def test_finished_trainings_are_kept_and_found_again(tmp_path: Path) -> None:
    path = str(tmp_path / "a.json")
    results = Results(path)
    entry = results.entry("one", MADE_OF)
    assert entry["seeds"] == {}
    results.save("one", entry | {"seeds": {"200": {"c2st_accuracy": 0.6}}})
    again = Results(path)
    assert again.entry("one", MADE_OF)["seeds"] == {"200": {"c2st_accuracy": 0.6}}
    again.save("two", again.entry("two", MADE_OF))
    assert set(json.loads(Path(path).read_text())["data"]) == {"one", "two"}


def test_what_was_made_of_something_else_is_not_kept(tmp_path: Path) -> None:
    path = str(tmp_path / "a.json")
    results = Results(path)
    results.save("one", results.entry("one", MADE_OF) | {"seeds": {"200": {}}})
    assert Results(path).entry("one", MADE_OF | {"recipe": {"steps": 4}})["seeds"] == {}


def test_a_trial_does_not_replace_the_results(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as error:
        command.main(["--steps", "5"])
    assert error.value.code == 2
    assert "name another --out" in capsys.readouterr().err
