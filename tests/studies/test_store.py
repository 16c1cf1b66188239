"""Finished trials as files."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from sinegan.provenance import versions
from sinegan.studies import store


class Record(BaseModel):
    """A record for these tests."""

    name: str
    value: float


FOLDER = "studies/small"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_trial_is_read_as_it_was_written() -> None:
    assert store.read(FOLDER, "abc", Record) is None
    store.write(FOLDER, "abc", Record(name="x", value=0.1))
    assert store.read(FOLDER, "abc", Record) == Record(name="x", value=0.1)


def test_studies_do_not_share_trials() -> None:
    store.write(FOLDER, "abc", Record(name="x", value=0.1))
    assert store.read("studies/other", "abc", Record) is None


def test_a_truncated_trial_is_run_again(capsys: pytest.CaptureFixture[str]) -> None:
    store.write(FOLDER, "abc", Record(name="x", value=0.1))
    path = Path(store.path(FOLDER, "abc"))
    content = path.read_bytes()
    for length in range(len(content) - 2):  # the last byte but one closes the object
        path.write_bytes(content[:length])
        assert store.read(FOLDER, "abc", Record) is None
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(content) - 2
    assert all(line.startswith("studies/small/trials/abc.json is not readable") for line in lines)
    assert all(line.endswith("running that trial again") for line in lines)


def test_a_key_stays_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise all finished trials would be run again."""
    monkeypatch.setattr(versions, "TRAINING", 1)
    monkeypatch.setattr(versions, "SCORING", 2)
    assert store.key({"seed": 1, "recipe": {"rate": 1e-3}}) == "9271be31c2e6473a"


@pytest.mark.parametrize("version", ["TRAINING", "SCORING"])
def test_the_key_depends_on_inputs_and_versions(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {store.key({"seed": seed}) for seed in (1, 2)}
    assert store.key({"a": 1, "b": 2}) == store.key({"b": 2, "a": 1})
    monkeypatch.setattr(versions, version, getattr(versions, version) + 1)
    assert len(before | {store.key({"seed": seed}) for seed in (1, 2)}) == 4
