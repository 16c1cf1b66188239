"""Rows in blocks."""

import pytest

from sinegan.waves.blocks import in_blocks


@pytest.mark.parametrize(
    ("n", "size", "parts"),
    [(0, 3, []), (2, 3, [(0, 2)]), (3, 3, [(0, 3)]), (7, 3, [(0, 3), (3, 6), (6, 7)])],
)
def test_blocks_cover_all_rows_once_and_in_order(n: int, size: int, parts: list[tuple[int, int]]) -> None:
    assert [(rows.start, rows.stop) for rows in in_blocks(n, size)] == parts
