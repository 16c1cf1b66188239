"""Finished trials as files."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from sinegan.provenance import versions
from sinegan.studies import store


class Thing(BaseModel):
    """A record."""

    name: str
    value: float


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_trial_comes_back() -> None:
    assert store.read("abc", Thing) is None
    store.write("abc", Thing(name="x", value=0.1))
    assert store.read("abc", Thing) == Thing(name="x", value=0.1)


def test_every_truncation_means_running_again(capsys: pytest.CaptureFixture[str]) -> None:
    store.write("abc", Thing(name="x", value=0.1))
    whole = Path(store.path("abc")).read_bytes()
    for length in range(len(whole) - 2):  # the last byte but one closes the object
        Path(store.path("abc")).write_bytes(whole[:length])
        assert store.read("abc", Thing) is None
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(whole) - 2
    assert all(line.startswith("study/trials/abc.json is not readable") for line in said)
    assert all(line.endswith("running that trial again") for line in said)


@pytest.mark.parametrize("version", ["TRAINING", "SCORING"])
def test_the_key_depends_on_inputs_and_versions(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {store.key({"seed": seed}) for seed in (1, 2)}
    assert store.key({"a": 1, "b": 2}) == store.key({"b": 2, "a": 1})
    monkeypatch.setattr(versions, version, getattr(versions, version) + 1)
    assert len(before | {store.key({"seed": seed}) for seed in (1, 2)}) == 4
