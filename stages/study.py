"""Run a study: many seeds and recipes, here or on a cluster; what is finished already is not run again."""

import argparse

from sinegan.io import console


def main() -> None:
    where = _arguments()

    from sinegan.studies import run

    console.run(lambda: run.study(where.folder, where.scheduler, where.workers, where.dashboard), lock="study")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m stages.study", description=__doc__)
    parser.add_argument("--folder", default="study", help="with the study's params.yaml; results go there; %(default)s")
    parser.add_argument("--scheduler", help="address of a running Dask scheduler, as tls://host:8786")
    parser.add_argument("--workers", type=int, help="processes on this machine; as many as cores if not given")
    parser.add_argument("--dashboard", action="store_true", help="serve Dask's dashboard on http://127.0.0.1:8787")
    return parser.parse_args()


if __name__ == "__main__":
    main()
