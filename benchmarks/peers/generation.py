"""What every ``benchmarks/peers/NAME/generate.py`` shares: command line, cores, clock, and the files it leaves.

Runs in the peer's environment, where there is no `sinegan`: the standard library and NumPy are enough.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.peers.peer import Clock, Request, Series, Train, Trained, Variant

CORES = 2
"""All peers are trained and drawn from on two cores, as the recipes are."""
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")


def main(package: str, variants: Mapping[str, Variant], train: Train, arguments: Sequence[str] | None = None) -> None:
    """Train on a pool, draw, and write the series with a JSON file of facts beside them.

    Parameters
    ----------
    package
        Name of the package on the index, for its version.
    variants
        By name; the first is the default.
    train
        Imports the package, starts the clock, and trains.
    arguments
        Of the command line; by default those of the process.
    """
    args = _parser(package, variants).parse_args(arguments)
    limit_cores()
    import numpy as np

    pool = np.load(args.pool, allow_pickle=False)
    if pool.ndim not in (2, 3):
        sys.exit(f"{args.pool}: shape {pool.shape}; give (n, length) or (n, length, channels)")
    request = Request(args.variant, args.seed, Clock(None if args.documented else args.seconds))
    trained = train(pool.reshape(len(pool), pool.shape[1], -1).astype(np.float32), request)
    seconds, cpu_seconds = request.clock.seconds, request.clock.cpu_seconds
    start = time.perf_counter()
    drawn = np.asarray(trained.draw(args.n), np.float32).reshape(args.n, *pool.shape[1:])
    facts = _facts(package, variants[args.variant], request, trained)
    facts |= {"seconds_training": round(seconds, 1), "cpu_seconds_training": round(cpu_seconds, 1)}
    facts |= {"seconds_sampling": round(time.perf_counter() - start, 1), "n": args.n, "n_pool": len(pool)}
    _write(Path(args.out), drawn, facts | {"finite": bool(np.isfinite(drawn).all())})


def limit_cores() -> None:
    """Let this process run on two cores with two threads; called before libraries that make threads are imported.

    Only Linux can bind it to cores.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    for name in _THREADS:
        os.environ[name] = str(CORES)
    os.environ["CUDA_VISIBLE_DEVICES"] = ""  # the recipes use the CPU, too


def _cores() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches_of(n: int, size: int) -> list[int]:
    """Sizes of batches that hold `n` together.

    Examples
    --------
    >>> batches_of(10, 4)
    [4, 4, 2]
    """
    return [min(size, n - start) for start in range(0, n, size)]


def _parser(package: str, variants: Mapping[str, Variant]) -> argparse.ArgumentParser:
    words = "; ".join(f"{name}: {variant.settings} ({variant.source})" for name, variant in variants.items())
    parser = argparse.ArgumentParser(description=f"Train {package} on a pool of series, and draw from it. {words}")
    parser.add_argument("--pool", required=True, help=".npy of shape (n, length) or (n, length, channels)")
    parser.add_argument("--seed", type=int, required=True, help="of the training and of the drawn series")
    parser.add_argument("--out", required=True, help=".npy of the drawn series; facts go to a .json beside it")
    parser.add_argument("--n", type=int, default=10_000, help="number of series to draw")
    parser.add_argument("--variant", choices=list(variants), default=next(iter(variants)))
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--seconds", type=float, help="wall-clock seconds of training, checked after each step")
    length.add_argument("--documented", action="store_true", help="train for as long as the documentation does")
    return parser


def _facts(package: str, variant: Variant, request: Request, trained: Trained) -> dict[str, Any]:
    asked = f"ended after {request.clock.limit:g} s; documented: {variant.length}" if request.timed else variant.length
    return {
        "package": package,
        "version": version(package),
        "variant": request.variant,
        "settings": variant.settings,
        "source": variant.source,
        "length": asked,
        "deviations": list(trained.deviations),
        "seed": request.seed,
        "steps": trained.steps,
        "epochs": round(trained.epochs, 3),
        "parameters": trained.parameters,
        "cores": _cores(),
    }


def _write(out: Path, drawn: Series, facts: Mapping[str, Any]) -> None:
    """The series first: a JSON file stands for a finished seed."""
    import numpy as np

    partial = out.with_name(f".partial-{os.getpid()}-{out.name}")
    np.save(partial, drawn, allow_pickle=False)
    partial.replace(out)
    text = json.dumps(facts, indent=2, sort_keys=True)
    partial.write_text(f"{text}\n", encoding="utf-8")
    partial.replace(out.with_suffix(".json"))
    sys.stdout.write(f"{text}\n")
