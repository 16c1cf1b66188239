"""Work that may run in any order and on several threads: what a caller passes in for it."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

Item = TypeVar("Item")
ParallelMap = Callable[[Callable[[Item], Any], Iterable[Item]], Iterable[Any]]
"""``map``, or a function that does the same on several threads."""
Report = Callable[[int, dict[str, float]], None]
"""Called with the number of items done, and numbers to show."""
Task = Callable[[], Any]
