"""Each Chinese page has the sections, pictures, commands and links of its English page, and each links to the other."""

import re
from pathlib import Path

import pytest

from tests.closure import ROOT

PAGES = sorted([*ROOT.glob("*.zh-CN.md"), *ROOT.glob("docs/*.zh-CN.md")])
each_page = pytest.mark.parametrize("chinese", PAGES, ids=lambda path: path.name)


def english(chinese: Path) -> Path:
    return chinese.with_name(chinese.name.replace(".zh-CN", ""))


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def found(pattern: str, path: Path) -> list[str]:
    return re.findall(pattern, text(path), re.MULTILINE)


def test_readme_and_article_are_translated() -> None:
    assert [page.name for page in PAGES] == ["README.zh-CN.md", "article.zh-CN.md"]


@each_page
def test_the_first_line_links_to_the_other_language(chinese: Path) -> None:
    other = english(chinese)
    assert text(chinese).splitlines()[0] == f"**中文** · [English]({other.name})"
    assert text(other).splitlines()[0].startswith(f"[中文]({chinese.name}) · **English**")


@each_page
@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"^(#+) ", id="sections"),
        pytest.param(r"!\[[^]]*\]\(([^)]+)\)", id="pictures"),
        pytest.param(r"<img src=\"([^\"]+)\"", id="pictures of a size"),
        pytest.param(r"^(?:make|git|python -m) [^#\s]+(?: RECIPE=\w+)?", id="commands"),
        pytest.param(r"^\| `([^`]+)`", id="first cells of tables"),
    ],
)
def test_it_has_what_the_english_page_has(chinese: Path, pattern: str) -> None:
    missing = [item for item in found(pattern, english(chinese)) if item not in found(pattern, chinese)]
    assert missing == []


@each_page
def test_it_shows_generated_tables_by_the_same_markers(chinese: Path) -> None:
    marker = r"^<!-- table: ([a-z-]+) -->$"
    assert found(marker, chinese)
    assert set(found(marker, chinese)) <= set(found(marker, english(chinese)))


@each_page
def test_links_lead_to_files(chinese: Path) -> None:
    links = {link for link in found(r"\]\(([^)#:]+)(?:#[^)]*)?\)", chinese) if link}
    assert [link for link in sorted(links) if not (chinese.parent / link).exists()] == []
