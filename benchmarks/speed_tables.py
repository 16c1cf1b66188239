"""The tables of `benchmarks.speed`, as the README shows them."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from sinegan.reporting.formatting import number

OURS, DEFAULTS = "ours", "ours, default instruction sets"
MIDDLE = 10_000
"""The article's batch."""

ARTICLE = {
    OURS: "article_ours",
    "article's loop": "article_keras",
    "TensorFlow": "article_tensorflow",
    "PyTorch": "article_torch",
    "JAX": "article_jax",
}
MODERN = {
    OURS: "modern_ours",
    "JAX": "modern_jax",
    "PyTorch": "modern_torch",
    "PyTorch, compiled": "modern_torch_compiled",
}
"""Modules of `benchmarks.implementations` by the names that the tables show."""

PHASES = {
    "imports": "imports",
    "preparation": "data and networks",
    "tracing": "tracing",
    "first_step": "first step",
}
"""Of the start of a training, in order."""


def table(results: Mapping[str, Any]) -> str:
    """All results, as Markdown tables."""
    tables = [_article(results), _modern(results), _start_up(results), _instruction_sets(results), _other(results)]
    return "\n\n".join("\n".join(lines) for lines in tables)


def _article(results: Mapping[str, Any]) -> list[str]:
    rows = [
        [f"{int(n):,} + {int(n):,} waves", *(_cell(times[name]) for name in ARTICLE), f"{results['memory_mib'][n]} MiB"]
        for n, times in results["article"].items()
    ]
    return _lines(["step of `article`, ms (times ours)", *ARTICLE, "peak memory of ours"], rows)


def _modern(results: Mapping[str, Any]) -> list[str]:
    cells = [_cell(results["modern"][name]) for name in MODERN]
    return _lines(["step of `modern`, ms (times ours)", *MODERN], [["256 + 256 waves", *cells]])


def _start_up(results: Mapping[str, Any]) -> list[str]:
    """Medians of each phase; of the whole also minimum and maximum."""
    rows = []
    for recipe, turns in results["start_up"].items():
        totals = [sum(turn.values()) for turn in turns]
        whole = f"{statistics.median(totals):.1f} ({min(totals):.1f} .. {max(totals):.1f})"
        rows.append(
            [f"`{recipe}`", whole, *(number(statistics.median(turn[phase] for turn in turns)) for phase in PHASES)]
        )
    return _lines(["seconds from `python -m stages.train` to the end of the first step", "all", *PHASES.values()], rows)


def _instruction_sets(results: Mapping[str, Any]) -> list[str]:
    steps = {"`article`, 10,000 + 10,000 waves": results["article"][str(MIDDLE)], "`modern`": results["modern"]}
    rows = [[step, _ms(times[OURS]), _cell(times[DEFAULTS])] for step, times in steps.items()]
    return _lines(["our step, ms", "same instruction set everywhere", "libraries' defaults"], rows)


def _other(results: Mapping[str, Any]) -> list[str]:
    drawing, idle = results["drawing"], results["idle"] or {}
    rows = [
        _pair("drawing 10,000 waves", drawing["ours"], drawing["numpy"], "the article's loop over waves"),
        _pair("`dvc repro` with nothing to do", idle.get("dvc repro"), idle.get("dvc status"), "`dvc status`"),
    ]
    return _lines(["other work", "ms", "compared with"], rows)


def _pair(work: str, ours: Mapping[str, float] | None, other: Mapping[str, float] | None, name: str) -> list[str]:
    return [work, _ms(ours) if ours else "not run", f"{name}: {_cell(other)}"]


def _cell(row: Mapping[str, float] | None) -> str:
    return "not run" if row is None else f"{_ms(row)} ({row['ratio']:.2f} x)"


def _ms(row: Mapping[str, float]) -> str:
    return f"{row['ms']:,.0f}" if row["ms"] >= 1_000 else f"{row['ms']:.4g}"


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Text in the first column, numbers in the others."""
    cells = [" | ".join(row) for row in (head, *rows)]
    return [f"| {cells[0]} |", "|---|" + "--:|" * (len(head) - 1), *(f"| {row} |" for row in cells[1:])]
