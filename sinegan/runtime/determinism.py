"""How numeric libraries use the processor."""

import tensorflow as tf


def one_thread_per_operation() -> None:
    """Let TensorFlow run operations side by side, each on one thread.

    With several threads inside one operation its bits depend on their number, that is, on the machine's cores.
    To be called before TensorFlow computes anything.
    """
    tf.config.threading.set_intra_op_parallelism_threads(1)
