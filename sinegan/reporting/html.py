"""Convert a report to a single HTML page with its pictures inside, which can be shown and sent without other files."""

import base64
import html
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sinegan.io import files
from sinegan.reporting.templates import render


def page(markdown: str, folder: str) -> str:
    """An HTML page whose bytes depend on the text and the pictures alone.

    Parameters
    ----------
    markdown
        The report; its first line is a heading. HTML in it is shown as text.
    folder
        Folder that the paths of its pictures, all PNG, are relative to.

    Raises
    ------
    FileProblemError
        A picture cannot be read.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(markdown)
    for image in _images(tokens):
        content = files.read_bytes(str(Path(folder) / str(image.attrs["src"])))
        image.attrs["src"] = "data:image/png;base64," + base64.b64encode(content).decode()
    body = str(parser.renderer.render(tokens, parser.options, {}))
    body = body.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
    title = markdown.partition("\n")[0].strip("# ").replace("`", "")
    return render("report.html.j2", title=html.escape(title), body=body)


def _images(tokens: Sequence[Token]) -> Iterator[Token]:
    """All images; they are among the children of paragraphs."""
    for token in tokens:
        if token.type == "image":
            yield token
        yield from _images(token.children or [])
