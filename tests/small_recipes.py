"""Recipes that train in a second."""

from typing import Any

from sinegan.networks.recipe import Recipe


def article(**changes: Any) -> Recipe:
    """The article's pieces."""
    return Recipe.model_validate(
        {
            "seed": 3,
            "epochs": 4,
            "n_samples": 60,
            "pretrain_epochs": 0,
            "snapshot_every": 2,
            "centred": False,
            "loss": "cross_entropy",
            "penalty": {"real": 0.0, "generated": 0.0},
            "final_rate": 1.0,
            "averaging": 0.0,
            "generator": {
                "noise_dim": 10,
                "latent": "plain",
                "hidden": [16],
                "activation": "tanh",
                "first_scale": 1.0,
                "output_activation": "tanh",
                "optimizer": {"name": "sgd", "learning_rate": 1e-3},
            },
            "discriminator": {
                "name": "convolutional",
                "filters": 6,
                "kernel_size": 5,
                "dropout": 0.25,
                "units": 5,
                "outputs": 2,
                "optimizer": {"name": "adam", "learning_rate": 1e-3, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7},
            },
        }
        | changes
    )


def modern(**changes: Any) -> Recipe:
    """All other pieces."""
    adam = {"name": "adam", "learning_rate": 2e-3, "beta_1": 0.0, "beta_2": 0.99, "epsilon": 1e-8}
    return article(
        **{
            "centred": True,
            "loss": "relativistic",
            "penalty": {"real": 0.025, "generated": 0.05},
            "final_rate": 0.0,
            "averaging": 0.9,
            "generator": {
                "noise_dim": 3,
                "latent": "circle",
                "hidden": [16, 8],
                "activation": "silu",
                "first_scale": 2.0,
                "output_activation": "linear",
                "optimizer": adam,
            },
            "discriminator": {
                "name": "dense",
                "hidden": [12, 10],
                "activation": "silu",
                "differences": True,
                "outputs": 1,
                "optimizer": adam,
            },
        }
        | changes
    )
