"""Messages of errors, without passwords and line breaks."""

from collections.abc import Callable

import pytest

from sinegan.tracking import store

CANNOT_HELP = "make publish"
RUN_ID = "0" * 32


def message(action: Callable[[], object], name: str | None = None) -> str:
    with pytest.raises(store.TrackingError) as caught, store.mlflow_errors(model=name):
        action()
    text = str(caught.value)
    assert "secret" not in text
    assert "\n" not in text
    return text
