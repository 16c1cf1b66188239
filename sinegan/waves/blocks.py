"""Process rows in blocks, in memory that does not grow with their number."""

from collections.abc import Iterator


def in_blocks(n: int, size: int) -> Iterator[slice]:
    """Slices of `size` rows, the last of fewer, that cover `n` rows in order."""
    return (slice(start, min(start + size, n)) for start in range(0, n, size))
