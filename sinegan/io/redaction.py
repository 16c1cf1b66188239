"""Remove secrets from text before it is printed."""

import re

_UP_TO_AT = re.compile(r"([a-z][\w+.-]*://)([^\s'\"<>]*)@", re.IGNORECASE)
_ENCODED = re.compile(r"(?<=%3A%2F%2F)(?:(?!%2F)[^\s/'\"<>&@])*%40", re.IGNORECASE)
"""User and password in an address that is percent-encoded as a whole."""
_HOST = re.compile(r"(?:.*@)?([^:@]*(?::\d*)?)")
_PARAMETER = re.compile(
    r"\b([\w-]*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|signature|credential)|sig)"
    r"(=|%3D)(?!\s)[^\s&'\"<>;,)]+",
    re.IGNORECASE,
)


def redact(text: str) -> str:
    """Remove users and passwords from all addresses in a text, and hide the values of secret parameters.

    Examples
    --------
    >>> redact("no answer from https://user:secret@127.0.0.1:5000/?token=abc")
    'no answer from https://127.0.0.1:5000/?token=***'
    """
    return _PARAMETER.sub(r"\1\2***", _ENCODED.sub("", _UP_TO_AT.sub(_without_user, text)))


def _without_user(match: re.Match[str]) -> str:
    """Without everything before the ``@``, unless that is in the path: ``http://host:1/#/models/sine-gan@champion``."""
    scheme, before = match.groups()
    authority, slash, path = before.partition("/")
    host = _HOST.fullmatch(authority)
    if slash and host and scheme.lower() in {"http://", "https://"}:
        return f"{scheme}{host[1]}/{path}@"
    return str(scheme)  # SQLAlchemy accepts a slash in a password
