"""The tables of README and docs are those of the committed results, and so are the pictures."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image

from sinegan.studies import reproduction
from tests.committed.at_head import head, head_files
from tests.committed.doc_tables import BLOCK, TABLES, filled

PAGES = [path for path in head_files(".") if re.fullmatch(r"README[^/]*\.md|docs/.*\.md", path)]
UPDATE = "run 'make docs-tables' and commit the pages"


@pytest.mark.parametrize("page", PAGES)
def test_tables_are_those_of_the_committed_results(page: str) -> None:
    text = head(page).decode()
    assert filled(text, head) == text, UPDATE
    assert len(BLOCK.findall(text)) == text.count("<!-- table:") == text.count("<!-- end -->")


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_result_of_the_first_command_is_said(page: str) -> None:
    sinad = json.loads(head("reports/headlines.json"))["sinad_db"]
    assert f"{sinad:.2g} dB" in head(page).decode()


def test_every_table_is_shown() -> None:
    shown = {name for page in PAGES for _, name, _, _ in BLOCK.findall(head(page).decode())}
    assert shown == set(TABLES)


def test_all_injected_faults_were_survived() -> None:
    results = json.loads(head("benchmarks/faults.json"))
    assert results["minutes"] < 60
    assert [row for row in results["rows"] if row["survived"] < row["tried"]] == []


@pytest.mark.parametrize("recipe", ["article", "modern"])
def test_pictures_are_of_results_as_published(recipe: str) -> None:
    """That of the article's recipe is of the committed result, the other of one within seed-to-seed variation."""
    with Image.open(BytesIO(head(f"docs/pictures/{recipe}.png"))) as picture:
        name, _, value = picture.info["Description"].partition(" ")
    over_seeds = json.loads(head("studies/recipes/results.json"))["arms"][recipe]["headlines"]
    expected = {name: over_seeds[name]["median"]}
    if recipe == "article":
        expected = {name: json.loads(head("reports/headlines.json"))[name]}
        assert float(value) == pytest.approx(expected[name], rel=1e-5), "run 'python -m benchmarks.pictures'"
    assert all(row.agrees for row in reproduction.compare({name: float(value)}, expected, over_seeds))
