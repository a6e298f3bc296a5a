"""A convolution in TensorFlow, as in task.ts."""

import tensorflow as tf
from hashed import hashed


def prepare(pictures, size, channels, filter):
    height, width, filters = filter
    fan_in = height * width * channels
    maps = tf.constant(hashed([pictures, size, size, channels], 1))
    kernel = tf.constant(hashed([height, width, channels, filters], 2, fan_in**-0.5))

    def convolved():
        return tf.nn.conv2d(maps, kernel, strides=1, padding="SAME").numpy()

    def values():
        result = convolved().flatten()
        return {"first": float(result[0]), "last": float(result[-1])}

    return convolved, values
