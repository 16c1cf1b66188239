"""The page that DVC's plots are shown on."""

import configparser
from pathlib import Path

from dvc_render.html import HTML

ROOT = Path(__file__).resolve().parents[1]


def test_the_configured_page_takes_all_that_dvc_has_to_show() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / ".dvc/config")
    page = HTML((ROOT / ".dvc" / config["plots"]["html_template"]).read_text(encoding="utf-8"), refresh_seconds=7)
    shown = page.with_scripts("<script>first</script>").with_element("<div>picture</div>").embed()
    positions = [shown.index(part) for part in ('content="7"', "first", "window.vegaEmbed =", "picture")]
    assert positions == sorted(positions)
    assert "http" not in page.template.replace('http-equiv="refresh"', "")
