"""Models that do not exist: messages that say where to find one."""

from pathlib import Path

import pytest

from sinegan.tracking import model, store
from tests.tracking.diagnosis.messages import CANNOT_HELP, RUN_ID, message


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("models:/sine-gan@champion", "'make register' registers the current generator"),
        ("models:/sine-gan/3", "the quality gate does not admit the article's"),
        ("2c8fce52", "a run id has 32 hexadecimal digits and this has 8; copy it"),
        (RUN_ID, "copy the id from the page of a run that was published"),
        ("nosuch", "give a run id of 32 hexadecimal digits, or models:/sine-gan@champion after 'make register'"),
        ("http://user:secret@127.0.0.1:9/x", "give a run id of 32 hexadecimal digits"),
    ],
)
def test_a_model_that_does_not_exist(source: str, hint: str, database: Path) -> None:
    text = message(lambda: model.load(source))
    assert "cannot be loaded (" in text
    assert hint in text
    assert CANNOT_HELP not in text


def test_a_champion_that_does_not_exist_although_the_model_does(database: Path) -> None:
    client, _ = store.open_store()
    client.create_registered_model("sine-gan")
    assert "'make register'" in message(lambda: model.load("models:/sine-gan@champion"))


def test_an_error_while_a_model_is_loaded_keeps_its_own_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://user:secret@127.0.0.1:9")
    assert "no server can be reached" in message(lambda: model.load("models:/sine-gan@champion"))
