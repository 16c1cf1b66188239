"""Secrets are removed from text, and nothing else is."""

import pytest

from sinegan.io.redaction import redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://user:secret@127.0.0.1:9/api", "https://127.0.0.1:9/api"),
        ("https://user:s%40cret@127.0.0.1:9", "https://127.0.0.1:9"),
        ("https://secret@127.0.0.1/x", "https://127.0.0.1/x"),
        ("postgresql+psycopg://user:sec@ret@h:5/runs", "postgresql+psycopg://h:5/runs"),
        ("postgresql://user:sec/ret@h/runs", "postgresql://h/runs"),
        ("postgresql://user:12/secret@h/runs", "postgresql://h/runs"),
        ("http://user:sec/ret@h/x", "http://h/x"),
        ("HTTP://user:secret@h", "HTTP://h"),
        ("GET http://u:secret@h:1/x failed ('http://u:secret@h',)", "GET http://h:1/x failed ('http://h',)"),
        ("next=http%3A%2F%2Fuser%3Asecret%40h%2Fx", "next=http%3A%2F%2Fh%2Fx"),
        ("mysql://h/db?password=secret&ssl=1", "mysql://h/db?password=***&ssl=1"),
        ("dsn 'host=h password=secret user=u'", "dsn 'host=h password=*** user=u'"),
        ("/x?access_token=secret", "/x?access_token=***"),
        ("https://h/x?X-Amz-Signature=secret&sig=secret", "https://h/x?X-Amz-Signature=***&sig=***"),
        ("http://u:secret@h:5/#/models/sine-gan@champion", "http://h:5/#/models/sine-gan@champion"),
    ],
)
def test_secrets_are_removed(text: str, expected: str) -> None:
    assert redact(text) == expected
    assert redact(redact(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "sqlite:////home/me/mlflow.db",
        "http://127.0.0.1:5000/#/models/sine-gan@champion",
        "http://host/models/sine-gan@champion",
        "models:/sine-gan@champion",
        "see https://mlflow.org, or write to me@example.org",
        "tags.key = 'abc'",
        "the password is wrong; token = none",
        "",
    ],
)
def test_other_text_is_unchanged(text: str) -> None:
    assert redact(text) == text
