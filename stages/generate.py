"""Draw training and held-out waves, or split a user-supplied file."""

from sinegan.io import console


def main() -> None:
    from sinegan.datasets import description, prepare, readers
    from sinegan.io import files, params, paths
    from sinegan.waves import dataset
    from sinegan.waves.options import Waves

    options = params.section("waves", Waves)
    prepared = prepare.prepare(options, readers.load_user_series(options, paths.USER_DATA))
    for path, names in {paths.TRAIN_DATA: ("pool",), paths.HELD_OUT_DATA: ("test", "reference")}.items():
        files.write_arrays(path, dataset.to_arrays(prepared.data.only(names)))
    files.write_text(paths.DATA_DESCRIPTION, description.text(prepared.notes, prepared.warnings))
    console.echo("\n".join(prepared.notes))
    console.warn(prepared.warnings)


if __name__ == "__main__":
    console.run_stage(main, "generate", __doc__)
