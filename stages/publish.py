"""Log the result to MLflow: one run with parameters, curves, scores, figures and model."""

from sinegan.io import console


def main() -> None:
    from sinegan.runtime import environment  # noqa: F401 - before TensorFlow and MLflow are imported

    # isort: split
    from sinegan.io import files, paths
    from sinegan.tracking import publish, result

    current = result.read()
    console.echo(publish.publish(current))
    files.write_json(paths.PUBLISHED, current.receipt)


if __name__ == "__main__":
    console.run_stage(main, "publish", __doc__)
