"""Train a generator of another package, some seeds, and leave a folder for ``sinegan benchmark score``.

    python -m benchmarks.peers.run                                  lists the peers and what is finished
    python -m benchmarks.peers.run flowjax --seconds 180            three seeds, 180 seconds of training each
    python -m benchmarks.peers.run flowjax                          for as long as its documentation trains
    python -m benchmarks.peers.run tsgm --variant timegan --data timegan --seconds 60

Finished seeds are kept, so that the same command goes on where it was stopped. On an idle machine: time is part of the
result.
"""

import argparse
import importlib
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers import entries, environments, pools
from benchmarks.peers.entries import Training
from sinegan.errors import SineGanError
from sinegan.io import console

FOLDER = environments.ROOT / ".peers"
SEEDS = (0, 1, 2)


class TrainingFailedError(SineGanError):
    """A training ended with an error."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Train the seeds that are missing, one after the other."""
    parser = _parser()
    args = parser.parse_args(arguments)
    if args.name is None:
        console.echo(overview(FOLDER / "entries"))
        return
    peer = module(args.name)
    variant = args.variant or next(iter(peer.VARIANTS))
    if variant not in peer.VARIANTS:
        parser.error(f"argument --variant: {args.name} has no {variant!r}; choose from {', '.join(peer.VARIANTS)}")
    training = Training(args.name, variant, args.data, args.seconds, args.n)
    folder = Path(args.out) if args.out else FOLDER / "entries" / args.data / training.folder
    console.run(lambda: run(training, args.seeds, folder, args.python), lock="peers")


def run(training: Training, seeds: Sequence[int], folder: Path, python: str | None = None) -> None:
    """Train each seed that is not finished, write the entry file, and print what remains.

    Parameters
    ----------
    training
        What to train.
    seeds
        To train it with.
    folder
        Of the waves and the entry file; it is created.
    python
        The interpreter to make the peer's environment with; by default this one.

    Raises
    ------
    TrainingFailedError
        A training ended with an error; the message names its log.
    OtherTrainingError
        The folder has seeds that were trained in another way.
    """
    pool = pools.pool_of(training.data, FOLDER / "data")
    folder.mkdir(parents=True, exist_ok=True)
    entries.check_same(folder, training, pool)
    remaining = [seed for seed in seeds if entries.facts(folder, seed) is None]
    console.echo(f"{folder}: seeds {_listed(seeds)}, of which {_listed(remaining) or 'none'} remain")
    for seed in remaining:
        _train(training, seed, folder, pool, environments.python_of(training.peer, python))
        entries.set_aside_if_not_finite(folder, seed)
        console.echo(_line(folder, seed, [other for other in seeds if entries.facts(folder, other) is None]))
    entries.write(folder, training, module(training.peer).PACKAGE)
    console.echo(_next_command(training, folder))


def overview(folder: Path) -> str:
    """The peers with their variants, and the finished seeds of each training in a folder."""
    lines = [
        f"{name} --variant {variant}: {of.settings}; documented: {of.length}"
        for name in environments.NAMES
        for variant, of in module(name).VARIANTS.items()
    ]
    finished = [
        f"{path.relative_to(folder)}: {len(list(path.glob('seed-*.json')))} seeds finished"
        for path in sorted(folder.glob("*/*"))
    ]
    return "\n".join([*lines, *(finished or ["nothing is trained yet"])])


def module(name: str) -> Any:
    """``generate.py`` of a peer, which imports the peer's package only when it trains."""
    return importlib.import_module(f"benchmarks.peers.{name}.generate")


def command(training: Training, seed: int, folder: Path, pool: Path) -> list[str]:
    """Arguments of the peer's interpreter."""
    length = ["--documented"] if training.seconds is None else ["--seconds", f"{training.seconds:g}"]
    return [
        *("-m", f"benchmarks.peers.{training.peer}.generate", "--pool", str(pool.resolve())),
        *("--seed", str(seed), "--n", str(training.n), "--variant", training.variant, *length),
        *("--out", str(entries.waves(folder.resolve(), seed))),
    ]


def _train(training: Training, seed: int, folder: Path, pool: Path, python: Path) -> None:
    log = folder / f"seed-{seed}.log"
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.run(  # noqa: S603 - our own command
            [python, *command(training, seed, folder, pool)],
            cwd=environments.ROOT, stdout=file, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
    if process.returncode != 0 or entries.facts(folder, seed) is None:
        raise TrainingFailedError(f"seed {seed} of {training.folder} failed with code {process.returncode}; see {log}")


def _line(folder: Path, seed: int, remaining: Sequence[int]) -> str:
    found = entries.facts(folder, seed) or {}
    finite = "" if found["finite"] else "; NOT FINITE, counted as failed"
    return (
        f"seed {seed}: {found['steps']:,} steps in {found['seconds_training']:g} s, drawn in "
        f"{found['seconds_sampling']:g} s{finite}; remaining: {_listed(remaining) or 'none'}"
    )


def _next_command(training: Training, folder: Path) -> str:
    of_data = {"sines": f"sinegan benchmark score {folder}", "timegan": "python -m benchmarks.series.peers"}
    return f"Next: {of_data[training.data]}"


def _listed(seeds: Sequence[int]) -> str:
    return ", ".join(map(str, seeds))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Train a generator of another package; docs/peers.md.")
    parser.add_argument("name", nargs="?", choices=environments.NAMES, help="of the peer; without it, list them")
    parser.add_argument("--variant", help="settings; by default the peer's first")
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS))
    parser.add_argument("--seconds", type=float, help="of training; by default as long as documented")
    parser.add_argument("--data", choices=pools.DATA, default="sines")
    parser.add_argument("--n", type=int, default=10_000, help="series to draw from each seed")
    parser.add_argument("--out", help=f"folder; by default {FOLDER.name}/entries/DATA/NAME-VARIANT-LENGTH")
    parser.add_argument("--python", help="interpreter to make the peer's environment with; by default this one")
    return parser


if __name__ == "__main__":
    main()
