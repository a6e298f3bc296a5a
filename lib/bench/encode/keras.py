"""Pictures to features in Keras, as in task.ts: its own networks, batch normalisation a layer of its own."""

import keras
import numpy as np
import tensorflow as tf
from hashed import hashed

BUILDERS = {
    "mobilenet-v2": keras.applications.MobileNetV2,
    "inception-v3": keras.applications.InceptionV3,
}


def fill_weights(model):
    """The weights of task.ts."""
    seed = 0
    for layer in model.layers:
        convolution = type(layer).__name__.endswith("Conv2D")
        values = []
        for weight in layer.get_weights():
            shape = weight.shape
            depthwise = len(shape) == 4 and shape[3] == 1
            fan_in = weight.size / shape[-1] / (shape[2] if depthwise else 1)
            scale, around = ((6 / fan_in) ** 0.5, 0) if convolution else (0.1, 1)
            values.append(hashed(shape, seed, scale) + np.float32(around))
            seed += 1
        if values:
            layer.set_weights(values)


def decoding(pictures, size, file):
    def batch():
        read = []
        for _ in range(pictures):
            pixels = tf.io.decode_jpeg(tf.io.read_file(file), channels=3, dct_method="INTEGER_ACCURATE")
            square = tf.image.resize(pixels, (size, size), method="nearest")
            read.append((tf.cast(square, tf.float32) / 127.5 - 1).numpy())
        return read

    return batch, lambda: {"mean": float(batch()[0].mean())}


def prepare(work, pictures, size, file):
    if work == "decode":
        return decoding(pictures, size, file)
    model = BUILDERS[work](weights=None, include_top=False, pooling="avg")
    fill_weights(model)
    inputs = tf.constant(hashed([pictures, size, size, 3], 1))
    forward = tf.function(lambda x: model(x, training=False))

    def vectors():
        return forward(inputs).numpy()

    def values():
        result = vectors().flatten()
        largest = float(np.abs(result).max())
        return {"first": float(result[0]) / largest, "last": float(result[-1]) / largest}

    return vectors, values
