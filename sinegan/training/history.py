"""What is noted of each epoch; apart, so that reading a history does not load TensorFlow."""

COLUMNS = ("discriminator_loss", "real_accuracy", "generated_accuracy", "generator_loss")
