"""The article's notebook: its outputs are whole, and its cells run, here with short trainings.

After a change of the notebook, or of results that it shows: make notebook.
"""

import os
import re
import tempfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.closure import ROOT

FILE = ROOT / "docs/article.ipynb"
SECONDS = 1_800
"""For one cell; the article's training takes a minute on a quiet machine."""
PROGRESS = re.compile(r"\s*\d+%\|.*")
"""All that a cell may write to stderr."""
SHORT = {
    'load_recipe("article")': 'load_recipe("article", steps=10, snapshot_every=10)',
    "steps=5_000, snapshot_every=5_000": "steps=20, snapshot_every=20",
    "2_000": "300",
}
"""Replacements of code that make the notebook short enough for a test."""
LARGEST = 1_000_000
"""Bytes; GitHub shows larger notebooks slowly or not at all."""


def read() -> Any:
    return nbformat.read(FILE, as_version=4)


def outputs(notebook: Any) -> list[Any]:
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def unexpected(notebook: Any) -> list[str]:
    """What cells wrote to stderr beside their progress bars: warnings, messages of libraries."""
    written = [output.text for output in outputs(notebook) if output.get("name") == "stderr"]
    return [line for text in written for line in re.split(r"[\r\n]+", text) if line and not PROGRESS.fullmatch(line)]


def shortened(notebook: Any) -> Any:
    """The same with `SHORT` trainings and few waves."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for full, short in SHORT.items():
        assert any(full in cell.source for cell in cells), full
        for cell in cells:
            cell.source = cell.source.replace(full, short)
    return notebook


def executed(notebook: Any) -> Any:
    """The notebook with new outputs. An error in a cell raises, with the cell and its traceback."""
    client = NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(FILE.parent)}})
    with tempfile.TemporaryDirectory() as folder:
        manager = client.create_kernel_manager()
        manager.transport, manager.connection_file = "ipc", f"{folder}/kernel.json"  # no port, no file elsewhere
        # This repository's code, and no settings or start-up files of the user.
        settings = {"PYTHONPATH": str(ROOT), "IPYTHONDIR": folder, "MPLCONFIGDIR": folder, "JUPYTER_NO_CONFIG": "1"}
        client.execute(env=os.environ | settings)
    return notebook


def without_traces(notebook: Any) -> Any:
    """The same without what differs between two runs: progress bars, times, versions."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def test_every_cell_was_run_once_and_in_order() -> None:
    cells = [cell for cell in read().cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1)), "run 'make notebook'"


def test_outputs_hold_figures_and_tables_and_no_traces_of_a_run() -> None:
    kinds = {kind for output in outputs(read()) for kind in output.get("data", {})}
    assert {"image/png", "text/html"} <= kinds
    shown = outputs(read())
    assert not [output for output in shown if output.output_type == "error" or output.get("name") == "stderr"]
    text = "".join(output.get("data", {}).get("text/plain", "") + output.get("text", "") for output in shown)
    assert not re.search(r"/(home|root|tmp|work|Users)/|Warning", text)


def test_github_can_show_it() -> None:
    assert FILE.stat().st_size < LARGEST
    nbformat.validate(read())


def test_its_links_lead_to_files() -> None:
    sources = "".join(cell.source for cell in read().cells if cell.cell_type == "markdown")
    links = re.findall(r"\]\(([^)#:]+)\)", sources)
    assert links
    assert [link for link in links if not (FILE.parent / Path(link)).exists()] == []


def test_only_progress_bars_are_expected_on_stderr() -> None:
    cell = nbformat.v4.new_code_cell("")
    text = " 50%|##  | 1/2\r100%|####| 2/2\nx: UserWarning\n"
    cell.outputs = [nbformat.v4.new_output("stream", name="stderr", text=text)]
    assert unexpected(nbformat.v4.new_notebook(cells=[cell])) == ["x: UserWarning"]


@pytest.mark.slow
def test_every_cell_runs_without_errors_and_warnings() -> None:
    assert unexpected(executed(shortened(read()))) == []


if __name__ == "__main__":
    new = executed(read())
    assert unexpected(new) == []
    FILE.write_text(nbformat.writes(without_traces(new), indent=1) + "\n", encoding="utf-8")
