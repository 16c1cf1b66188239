"""The report as a page with its pictures inside."""

import base64
import re
from pathlib import Path

import pytest

from sinegan.io.files import FileProblemError
from sinegan.reporting import html

TEXT = """# Evaluation of the recipe `small & co`

**Bold**, <b>markup</b>.

| score | value |
|:------|------:|
| `a`   |     1 |

![Waves](figures/waves.png)
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures/waves.png").write_bytes(b"\x89PNG picture")
    return str(tmp_path)


def test_the_page_needs_no_other_file(folder: str) -> None:
    page = html.page(TEXT, folder)
    picture = base64.b64encode(b"\x89PNG picture").decode()
    assert f'<img src="data:image/png;base64,{picture}" alt="Waves" />' in page
    assert set(re.findall(r'(?:src|href)="(\w+):', page)) == {"data"}
    assert not re.search(r"https?:|@import|url\(", page)


def test_the_page_has_text_tables_and_title(folder: str) -> None:
    page = html.page(TEXT, folder)
    assert "<title>Evaluation of the recipe small &amp; co</title>" in page
    assert "<h1>Evaluation of the recipe <code>small &amp; co</code></h1>" in page
    assert "<strong>Bold</strong>, &lt;b&gt;markup&lt;/b&gt;." in page
    assert page.count('<div class="table"><table>') == page.count("</table></div>") == 1
    assert '<td style="text-align:right">1</td>' in page


def test_the_bytes_depend_on_the_content_alone(folder: str, tmp_path: Path) -> None:
    first = html.page(TEXT, folder)
    assert html.page(TEXT, folder) == first
    (tmp_path / "figures/waves.png").write_bytes(b"\x89PNG another")
    assert html.page(TEXT, folder) != first


def test_a_missing_picture_is_named(folder: str) -> None:
    with pytest.raises(FileProblemError, match=r"figures/none\.png"):
        html.page("# Title\n\n![none](figures/none.png)\n", folder)
