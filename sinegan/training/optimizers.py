"""The optimisers of a recipe, with their learning rate schedule."""

import keras
import tensorflow as tf

from sinegan.networks.recipe import AdamParams, Recipe, SgdParams


def make_optimizer(params: SgdParams | AdamParams, recipe: Recipe) -> keras.Optimizer:
    """The optimiser of one network; its learning rate decays as the recipe's `final_lr_fraction` says."""
    settings = params.model_dump(exclude={"name"})
    if recipe.final_lr_fraction < 1:
        schedule = keras.optimizers.schedules.CosineDecay(params.learning_rate, recipe.steps, recipe.final_lr_fraction)
        settings["learning_rate"] = schedule
    return keras.optimizers.SGD(**settings) if isinstance(params, SgdParams) else FusedAdam(**settings)


class FusedAdam(keras.optimizers.Adam):
    """``keras.optimizers.Adam`` (Kingma & Ba 2015) with each weight's update as one operation of TensorFlow.

    In Keras the update is a dozen operations per weight, a considerable part of a step at small batch sizes.
    """

    def update_step(self, gradient: tf.Tensor, variable: tf.Variable, learning_rate: tf.Tensor) -> None:
        """Update one weight and its two moments."""
        number = self._get_variable_index(variable)
        step = tf.cast(self.iterations + 1, variable.dtype)
        tf.raw_ops.ResourceApplyAdam(
            var=variable.handle,
            m=self._momentums[number].value.handle,
            v=self._velocities[number].value.handle,
            beta1_power=tf.pow(self.beta_1, step),
            beta2_power=tf.pow(self.beta_2, step),
            lr=tf.cast(learning_rate, variable.dtype),
            beta1=self.beta_1,
            beta2=self.beta_2,
            epsilon=self.epsilon,
            grad=gradient,
        )
