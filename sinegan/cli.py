"""The command ``sinegan``. Arguments are read before anything that takes long to load is imported."""

from typing import Annotated

import typer

from sinegan.io import console

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Train a GAN to draw sine waves, and measure how good the result is. The pipeline itself: dvc repro.",
)

Seed = Annotated[int, typer.Option(min=0, max=2_147_483_647, help="Of everything that is drawn at random.")]
ModelName = Annotated[
    str | None,
    typer.Option(metavar="MODEL", help="An MLflow run's id, or models:/sine-gan@champion; else the one in models/."),
]


@app.command()
def check() -> None:
    """Check the whole of params.yaml before anything runs."""
    from sinegan.commands import check

    console.run(check.check)


@app.command()
def sample(
    n: Annotated[int, typer.Option(min=1, max=1_000_000_000, help="Number of waves.")] = 10,
    seed: Seed = 0,
    out: Annotated[str | None, typer.Option(metavar="FILE", help=".npy, or else CSV; stdout if not given.")] = None,
    plot: Annotated[str | None, typer.Option(metavar="FILE", help="Draw the first twelve waves as a .png.")] = None,
    model: ModelName = None,
) -> None:
    """Draw waves from a trained generator: to a file, to stdout, or as a picture."""
    from sinegan.commands import sample

    console.run(lambda: sample.sample(n, seed, out=out, plot=plot, model=model))


@app.command()
def score(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Waves, one per row: .npy, or CSV without a header.")],
    training: Annotated[
        str | None, typer.Option(metavar="FILE", help="Waves that the generator learnt from, to look for copies.")
    ] = None,
    out: Annotated[str | None, typer.Option(metavar="FILE", help="Also write the scores there, as JSON.")] = None,
    seed: Seed = 1,
) -> None:
    """Score a file of waves, whatever drew them, against the distribution in params.yaml."""
    from sinegan.commands import score

    console.run(lambda: score.score(file, seed, training=training, out=out))


@app.command()
def register() -> None:
    """Register the current result in MLflow if it is good enough; promote it if it beats the champion."""
    from sinegan.commands import register

    console.run(register.register)


@app.command()
def verify() -> None:
    """Compare the result that is here with the published one."""
    from sinegan.commands import verify

    console.run(verify.verify)


@app.command()
def ui(
    port: Annotated[int, typer.Option(min=1, max=65_535, envvar="PORT", help="On 127.0.0.1.")] = 5000,
) -> None:
    """Open the MLflow user interface on the right store."""
    from sinegan.commands import ui

    console.run(lambda: ui.ui(port))


@app.command()
def study(
    folder: Annotated[str, typer.Option(help="With the study's params.yaml; results go there.")] = "study",
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of a running Dask scheduler, as tls://host:8786.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes here; as many as cores if not given.")] = None,
    dashboard: Annotated[bool, typer.Option("--dashboard", help="Serve Dask's on http://127.0.0.1:8787.")] = False,
) -> None:
    """Run a study: many seeds and recipes, here or on a cluster; finished trials are not run again."""
    from sinegan.studies import run

    console.run(lambda: run.study(folder, scheduler, workers, dashboard), lock="study")


if __name__ == "__main__":
    app()
