"""The columns of a training's history; a module of its own, so that reading a history does not import TensorFlow."""

COLUMNS = ("discriminator_loss", "real_accuracy", "generated_accuracy", "generator_loss")
