"""The HTML template of ``dvc plots show``."""

import configparser
from pathlib import Path

from dvc_render.html import HTML

ROOT = Path(__file__).resolve().parents[2]


def test_the_template_has_a_place_for_everything_that_dvc_inserts() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / ".dvc/config")
    page = HTML((ROOT / ".dvc" / config["plots"]["html_template"]).read_text(encoding="utf-8"), refresh_seconds=7)
    html = page.with_scripts("<script>first</script>").with_element("<div>figure</div>").embed()
    positions = [html.index(part) for part in ('content="7"', "first", "window.vegaEmbed =", "figure")]
    assert positions == sorted(positions)
    assert 'name.includes("headlines")' in html, "the figure of losses does not have the scores"
    assert "http" not in page.template.replace('http-equiv="refresh"', "")
