"""Bring the result into MLflow: one run, with parameters, curves, scores, pictures and model."""

from sinegan.io import console


def main() -> None:
    from sinegan.runtime import environment  # noqa: F401 - before TensorFlow and MLflow are imported

    # isort: split
    from sinegan.io import files, paths
    from sinegan.tracking import publish, result

    found = result.read()
    console.say(publish.publish(found))
    files.write_json(paths.PUBLISHED, found.receipt)


if __name__ == "__main__":
    console.run_stage(main, "publish", __doc__)
