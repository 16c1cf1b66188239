"""Recipes that train in a second."""

from typing import Any

from sinegan.networks.recipe import Recipe


def article(**changes: Any) -> Recipe:
    """The article's architecture, loss and optimisers, with few units and steps."""
    return Recipe.model_validate(
        {
            "seed": 3,
            "steps": 4,
            "batch_size": 60,
            "pretrain_epochs": 0,
            "snapshot_every": 2,
            "normalize": False,
            "loss": "cross_entropy",
            "r1_gamma": 0.0,
            "r2_gamma": 0.0,
            "final_lr_fraction": 1.0,
            "ema_decay": 0.0,
            "generator": {
                "noise_dim": 10,
                "latent": "uniform01",
                "hidden": [16],
                "activation": "tanh",
                "first_layer_gain": 1.0,
                "output_activation": "tanh",
                "crop": 0,
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
    """Every alternative to them."""
    adam = {"name": "adam", "learning_rate": 2e-3, "beta_1": 0.0, "beta_2": 0.99, "epsilon": 1e-8}
    return article(
        **{
            "normalize": True,
            "loss": "relativistic",
            "r1_gamma": 0.025,
            "r2_gamma": 0.05,
            "final_lr_fraction": 0.0,
            "ema_decay": 0.9,
            "generator": {
                "noise_dim": 3,
                "latent": "circular",
                "hidden": [16, 8],
                "activation": "silu",
                "first_layer_gain": 2.0,
                "output_activation": "linear",
                "crop": 0,
                "optimizer": adam,
            },
            "discriminator": {
                "name": "dense",
                "hidden": [12, 10],
                "activation": "silu",
                "append_differences": True,
                "outputs": 1,
                "optimizer": adam,
            },
        }
        | changes
    )


def record(**changes: Any) -> Recipe:
    """As `modern`, but it draws 12 points more than a window has, from a normal latent."""
    generator = modern().generator.model_dump() | {"latent": "normal", "crop": 12}
    return modern(**{"generator": generator} | changes)
