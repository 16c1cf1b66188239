"""Links in README and docs lead to files and headings that exist, and tables are no wider than a page."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.closure import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "user_data").glob("*.md")])
WRITTEN_BY_THE_READER = {"sinegan/datasets/damped.py"}
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def tokens(page: Path) -> Iterator[Token]:
    """All tokens of a page, those within paragraphs included."""
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8")):
        yield token
        yield from token.children or []


def targets(page: Path) -> Iterator[str]:
    """Where links and pictures of a page point to, those in HTML included."""
    for token in tokens(page):
        yield from (str(token.attrs[name]) for name in ("href", "src") if name in token.attrs)
        if token.type in ("html_block", "html_inline"):
            yield from re.findall(r'(?:href|src)="([^"]+)"', token.content)


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    parsed = list(tokens(page))
    texts = [text.content for mark, text in pairwise(parsed) if mark.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in texts}


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in targets(page):
        path, _, anchor = unquote(target).partition("#")
        if re.match(r"[a-z]+:", target):
            assert target.startswith(("https://", "http://")), target
            continue
        file = page.parent / path if path else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(target)
    assert not broken


@each_page
def test_modules_that_are_named_exist(page: Path) -> None:
    code = [token.content for token in tokens(page) if token.type == "code_inline"]
    named = {text for text in code if re.fullmatch(r"[a-z_]+(/[a-z0-9_]+)+\.py", text)} - WRITTEN_BY_THE_READER
    assert {name for name in named if not any((root / name).exists() for root in (ROOT, ROOT / "sinegan"))} == set()


@each_page
def test_pictures_have_words_in_their_place(page: Path) -> None:
    images = [token for token in tokens(page) if token.type == "image"]
    assert all(len(token.content.split()) >= 3 for token in images)
    html = "".join(token.content for token in tokens(page) if token.type in ("html_block", "html_inline"))
    assert all(len(words.split()) >= 3 for words in re.findall(r'<img [^>]*alt="([^"]*)"', html))
    assert html.count("<img ") == html.count("alt=")


def test_the_readme_is_short_and_its_tables_are_narrow() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 160
    assert all(line.count("|") <= 6 for line in lines if line.startswith("|"))


def test_anchors_are_those_of_github(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One `two` Three, four\n\n## x\n", encoding="utf-8")
    assert anchors(page) == {"one-two-three-four", "x"}
