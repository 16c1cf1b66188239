"""``python -m stages.train`` to the end of its first step; `benchmarks.start_up` runs it in a temporary copy.

Prints, as one line of JSON, when each phase ended, in seconds of the clock that all processes share.
"""

from sinegan.runtime import environment  # noqa: F401 - before TensorFlow is imported

# isort: split
import json
import sys
import time
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import tensorflow as tf

from sinegan.io import console
from sinegan.training import loop
from stages import train

_ended: dict[str, float] = {}


def main() -> None:
    """Train, and exit after the first step."""
    _ended["imports"] = time.monotonic()
    compile_steps = loop.compile_steps

    def compile_and_stop(*arguments: Any) -> Callable[[tf.Tensor, tf.Tensor], tf.Tensor]:
        return _first_step_only(compile_steps(*arguments))

    with patch.object(loop, "compile_steps", compile_and_stop):
        console.run(train.main)


def _first_step_only(run_steps: Callable[[tf.Tensor, tf.Tensor], tf.Tensor]) -> Callable[..., tf.Tensor]:
    """The loop calls it first for no step, which traces it, and then for the first steps."""

    def run(start: tf.Tensor, stop: tf.Tensor) -> tf.Tensor:
        if "preparation" not in _ended:
            _ended["preparation"] = time.monotonic()
            rows = run_steps(start, stop)
            _ended["tracing"] = time.monotonic()
            return rows
        run_steps(start, start + 1).numpy()
        _ended["first_step"] = time.monotonic()
        console.echo(json.dumps(_ended))
        sys.exit()

    return run


if __name__ == "__main__":
    main()
