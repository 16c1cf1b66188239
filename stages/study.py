"""Run a study: many seeds and recipes, here or on a cluster; finished trials are not run again."""

import argparse

from sinegan.io import console


def main() -> None:
    args = _arguments()

    def study() -> None:
        from sinegan.studies import run

        run.study(args.folder, args.scheduler, args.workers, args.dashboard)

    console.run(study, lock="study")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m stages.study", description=__doc__)
    parser.add_argument(
        "--folder", default="studies/recipes", help="with the study's params.yaml; results go there; %(default)s"
    )
    parser.add_argument("--scheduler", help="address of a running Dask scheduler, such as tls://host:8786")
    parser.add_argument("--workers", type=int, help="processes on this machine; default: one per core")
    parser.add_argument("--dashboard", action="store_true", help="serve Dask's dashboard on http://127.0.0.1:8787")
    args = parser.parse_args()
    if args.workers is not None and args.workers < 1:
        parser.error(f"argument --workers: {args.workers} is below 1; leave it out for one process per core")
    return args


if __name__ == "__main__":
    main()
