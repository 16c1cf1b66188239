"""The command ``sinegan``. Arguments are parsed before anything slow is imported."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sinegan.io import console


class _InConsole(TyperGroup):
    """Runs every command in the console, its imports included: they fail, too, such as without a temporary file."""

    def invoke(self, ctx: Any) -> None:
        console.run(lambda: super(_InConsole, self).invoke(ctx))


app = typer.Typer(
    cls=_InConsole, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    rich_markup_mode=None,  # errors in a few lines of plain text
    help="Train a GAN to draw sine waves, and measure how good the result is. The pipeline itself: dvc repro.",
)  # fmt: skip

Seed = Annotated[int, typer.Option(min=0, max=2_147_483_647, help="Of all random numbers.")]
ModelName = Annotated[
    str | None,
    typer.Option(
        metavar="MODEL",
        help="An MLflow run id, or a model such as models:/sine-gan@champion; default: the one in models/.",
    ),
]


@app.command()
def check(
    recipe: Annotated[
        str | None, typer.Option(metavar="NAME", help="Also check that there is a recipe of this name.")
    ] = None,
    data: Annotated[
        str | None, typer.Option(metavar="FILE", help="Also say what a file of your own series is understood as.")
    ] = None,
    plot: Annotated[
        str, typer.Option(metavar="FILE", help="With --data: where to plot twelve of the series, as a .png.")
    ] = "data/check.png",
    columns: Annotated[
        str | None,
        typer.Option(metavar="A,B,...", help="With --data: the columns to learn from, by name or number from 1."),
    ] = None,
) -> None:
    """Check the whole of params.yaml before anything runs."""
    if columns is not None and data is None:
        raise typer.BadParameter("--columns is for the file of --data FILE; give both")
    from sinegan.commands import check

    check.check(recipe, data=data, plot=plot, columns=columns)


@app.command()
def sample(
    n: Annotated[int, typer.Option(min=1, max=1_000_000_000, help="Number of waves.")] = 10,
    seed: Seed = 0,
    out: Annotated[
        str | None, typer.Option(metavar="FILE", help=".npy, .csv, .tsv or .txt; default: CSV on stdout.")
    ] = None,
    plot: Annotated[str | None, typer.Option(metavar="FILE", help="Plot the first twelve waves as a .png.")] = None,
    model: ModelName = None,
) -> None:
    """Draw waves from a trained generator, to a file, to stdout, or as a figure."""
    from sinegan.commands import sample

    sample.sample(n, seed, out=out, plot=plot, model=model)


@app.command()
def score(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Waves, one per row: CSV or other text, .npy, .npz or .parquet.")
    ],
    training: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Training waves of the generator, to look for copies: data/train.npz."),
    ] = None,
    real: Annotated[str | None, typer.Option(metavar="FILE", help="With --timegan: the real series.")] = None,
    timegan: Annotated[
        bool, typer.Option("--timegan", help="TimeGAN's two published scores instead; of two channels and more.")
    ] = False,
    out: Annotated[str | None, typer.Option(metavar="FILE", help="Also write the scores to this JSON file.")] = None,
    seed: Seed = 1,
) -> None:
    """Score a file of generated waves, from any generator, against the distribution in params.yaml."""
    if timegan != (real is not None) or (timegan and training):
        raise typer.BadParameter("--timegan and --real FILE belong together, without --training")
    if real is not None:
        from sinegan.commands import score_timegan

        score_timegan.score_timegan(file, real, seed, out=out)
        return
    from sinegan.commands import score

    score.score(file, seed, training=training, out=out)


@app.command()
def register() -> None:
    """Register the current model in MLflow if it passes the quality gate; promote it if it beats the champion."""
    from sinegan.commands import register

    register.register()


@app.command()
def verify(
    summary: Annotated[
        bool, typer.Option("--summary", help="Also print changed files and next commands; exit with 0 in any case.")
    ] = False,
) -> None:
    """Compare this result with the published one: identical, or within seed-to-seed variation?"""
    from sinegan.commands import verify

    verify.verify(summary=summary)


@app.command()
def ui(
    port: Annotated[int, typer.Option(min=1, max=65_535, envvar="PORT", help="On 127.0.0.1.")] = 5000,
) -> None:
    """Serve the MLflow user interface for this project's store."""
    from sinegan.commands import ui

    ui.ui(port)


@app.command()
def study(
    folder: Annotated[str, typer.Option(help="With the study's params.yaml; results go there.")] = "studies/recipes",
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of a running Dask scheduler, such as tls://host:8786.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes here; default: one per core.")] = None,
    dashboard: Annotated[bool, typer.Option("--dashboard", help="Serve Dask's on http://127.0.0.1:8787.")] = False,
) -> None:
    """Run a study: many seeds and recipes, here or on a cluster; finished trials are not run again."""
    from sinegan.studies import run

    console.run(lambda: run.study(folder, scheduler, workers, dashboard), lock="study")


benchmark = typer.Typer(no_args_is_help=True, help="Enter a generator of any kind in the benchmark: docs/benchmark.md.")
app.add_typer(benchmark, name="benchmark")


@benchmark.command("data")
def benchmark_data(
    out: Annotated[str, typer.Option(metavar="DIR", help="Folder to write to.")] = "benchmark",
) -> None:
    """Write the training waves (pool.npy), their distribution (law.json), and an example of an entry file."""
    from sinegan.commands import benchmark

    benchmark.data(out)


@benchmark.command("score")
def benchmark_score(
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="With entry.yaml and a .npy file of 10,000 waves for each seed.")
    ],
    out: Annotated[str | None, typer.Option(metavar="FILE", help="Of the row; default: DIR/row.json.")] = None,
    leaderboard: Annotated[
        str | None, typer.Option(metavar="FILE", help="Also add the row there: benchmarks/leaderboard.json.")
    ] = None,
) -> None:
    """Score a submission: minutes. Prints a row of the leaderboard, and writes it."""
    from sinegan.commands import benchmark

    benchmark.score(folder, out=out, board=leaderboard)


if __name__ == "__main__":
    app()
