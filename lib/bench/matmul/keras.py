"""A matrix product in TensorFlow, as in task.ts."""

import tensorflow as tf
from hashed import hashed


def prepare(rows, inner, columns):
    a = tf.constant(hashed([rows, inner], 1))
    b = tf.constant(hashed([inner, columns], 2))

    def product():
        return tf.matmul(a, b).numpy()

    def values():
        result = product() / inner**0.5
        return {"first": float(result[0, 0]), "last": float(result[-1, -1])}

    return product, values
