"""Render Markdown from the templates in ``templates/``, which hold the texts: edit those without any Python."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sinegan.reporting import formatting

FOLDER = Path(__file__).parent / "templates"

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701 - Markdown, not HTML; the inputs are the project's own files
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,  # so that text may follow an included template
)
_ENVIRONMENT.filters |= {
    "number": formatting.number,
    "percent": formatting.percent,
    "parameter": formatting.parameter,
    "thousands": formatting.thousands,
}


def render(template: str, **values: Any) -> str:
    """Fill in a template.

    Parameters
    ----------
    template
        Name of a file in ``templates/``.
    values
        What the template uses, by name.

    Returns
    -------
    str
        Markdown. Paragraphs are separated by one empty line, however many the template leaves.

    Raises
    ------
    jinja2.UndefinedError
        A value that the template uses is missing.
    """
    text = _ENVIRONMENT.get_template(template).render(values)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
