"""Pictures to features in Keras, as in task.ts: its own networks, batch normalisation a layer of its own."""

import os
import tempfile

import keras
import numpy as np
import tensorflow as tf
from hashed import hashed

# EfficientNet-Lite2, which Keras has not: side of the filters, stride, expansion, channels and blocks of each stage.
STAGES = [(3, 1, 1, 16, 1), (3, 2, 6, 24, 3), (5, 2, 6, 48, 3), (3, 2, 6, 88, 4), (5, 1, 6, 120, 4), (5, 2, 6, 208, 5), (3, 1, 6, 352, 1)]


def efficientnet_lite2(**_):
    layers = keras.layers

    def normalised(x, relu=True):
        x = layers.BatchNormalization()(x)
        return layers.ReLU(6.0)(x) if relu else x

    picture = keras.Input((260, 260, 3))
    x = layers.Rescaling(127.5 / 128, 0.5 / 128)(picture)
    x = normalised(layers.Conv2D(32, 3, 2, padding="same", use_bias=False)(x))
    channels = 32
    for side, stride, expansion, filters, blocks in STAGES:
        for block in range(blocks):
            entering, step = x, stride if block == 0 else 1
            if expansion > 1:
                x = normalised(layers.Conv2D(channels * expansion, 1, padding="same", use_bias=False)(x))
            x = normalised(layers.DepthwiseConv2D(side, step, padding="same", use_bias=False)(x))
            x = normalised(layers.Conv2D(filters, 1, padding="same", use_bias=False)(x), relu=False)
            if step == 1 and channels == filters:
                x = layers.Add()([entering, x])
            channels = filters
    x = normalised(layers.Conv2D(1280, 1, padding="same", use_bias=False)(x))
    return keras.Model(picture, layers.GlobalAveragePooling2D()(x))


BUILDERS = {
    "mobilenet-v2": keras.applications.MobileNetV2,
    "inception-v3": keras.applications.InceptionV3,
    "efficientnet-lite2": efficientnet_lite2,
}


def fill_weights(model):
    """The weights of network.ts."""
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


def network_of(name):
    model = BUILDERS[name](weights=None, include_top=False, pooling="avg")
    fill_weights(model)
    return tf.function(lambda x: model(x, training=False), reduce_retracing=True)


def decoding(pictures, size, file):
    def batch():
        read = []
        for _ in range(pictures):
            pixels = tf.io.decode_jpeg(tf.io.read_file(file), channels=3, dct_method="INTEGER_ACCURATE")
            square = tf.image.resize(pixels, (size, size), method="nearest")
            read.append((tf.cast(square, tf.float32) / 127.5 - 1).numpy())
        return read

    return batch, lambda: {"mean": float(batch()[0].mean())}


def through_network(network, pictures, size):
    inputs = tf.constant(hashed([pictures, size, size, 3], 1))
    forward = network_of(network)

    def vectors():
        return forward(inputs).numpy()

    def values():
        result = vectors().flatten()
        largest = float(np.abs(result).max())
        return {"first": float(result[0]) / largest, "last": float(result[-1]) / largest}

    return vectors, values


def from_files(network, pictures, size, folder):
    """As people do it: tf.data reads and resizes on all cores while the network works, and the vectors are saved."""
    names = sorted(os.listdir(folder))[:pictures]
    forward = network_of(network)

    def read(path):
        pixels = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
        square = tf.image.resize(pixels, (size, size), method="lanczos3", antialias=True)
        return square / 127.5 - 1

    def run():
        paths = tf.data.Dataset.from_tensor_slices([os.path.join(folder, name) for name in names])
        batches = paths.map(read, num_parallel_calls=tf.data.AUTOTUNE).batch(8).prefetch(2)
        vectors = np.concatenate([forward(batch).numpy() for batch in batches])
        with tempfile.TemporaryFile() as file:
            np.save(file, vectors)

    return run, lambda: {"pictures": len(names)}


WORK = {"decode": decoding, "network": through_network, "files": from_files}


def prepare(work, **settings):
    return WORK[work](**settings)
