"""Computes what Keras' own InceptionV3 and MobileNetV2 say, for the tests to compare with.

Weights and pictures come from one small formula, which formula.ts repeats, so that neither need be kept:

    python test/image-encoding/keras/make-reference.py                writes reference.json beside this script
    python test/image-encoding/keras/make-reference.py data/keras     also writes whole weights files and outputs there

With CAPTIONLAB_KERAS=data/keras the tests then load those files too, as Keras publishes its own.
Needs tensorflow (or tensorflow-cpu) with Keras 3, and h5py.
"""

import json
import os
import sys

import h5py
import keras
import numpy as np
from keras.applications import InceptionV3, MobileNetV2

HERE = os.path.dirname(os.path.abspath(__file__))
PICTURES = 2


def formula(seed, count):
    """`count` numbers in -1..1 that look random: the bits of (index, seed) stirred, in 32-bit integers."""
    x = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1)
    x = x + np.uint32((seed * 0x85EBCA77) & 0xFFFFFFFF)
    for shift, factor in [(15, 0x2C1B3C6D), (12, 0x297A2D39)]:
        x = (x ^ (x >> np.uint32(shift))) * np.uint32(factor)
    x = x ^ (x >> np.uint32(15))
    return x.astype(np.float64) / 2**31 - 1


def weight_values(layer, weight, seed):
    """Kernels as wide as He et al. (2015) start them; batch normalisation as if it had seen data."""
    values = formula(seed, int(np.prod(weight.shape))).reshape(weight.shape)
    if weight.name == "kernel":
        depthwise = isinstance(layer, keras.layers.DepthwiseConv2D)
        inputs = np.prod(weight.shape[:2] if depthwise else weight.shape[:3])
        values = values * np.sqrt(6 / inputs)
    elif weight.name in ("gamma", "moving_variance"):
        values = 1 + 0.5 * values
    else:  # beta and moving_mean
        values = 0.3 * values
    return values.astype(np.float32)


def fill(model):
    seed = 1
    for layer in model.layers:
        values = []
        for weight in layer.weights:
            values.append(weight_values(layer, weight, seed))
            seed += 1
        layer.set_weights(values)


def pictures(size):
    count = size * size * 3
    values = [formula(1000 + i, count) for i in range(PICTURES)]
    return np.stack(values).reshape(PICTURES, size, size, 3).astype(np.float32)


def thinned(array, keep):
    """Every so many of the values, in order."""
    flat = array.reshape(-1)
    step = len(flat) // keep
    return {"every": step, "values": [float(f"{v:.7g}") for v in flat[::step][:keep]]}


def save_weights_file(model, path):
    """Keras' own legacy layout, in which its applications are published; names of fixed length, as h5py wrote then."""
    with h5py.File(path, "w") as file:
        layers = [layer.name.encode() for layer in model.layers]
        file.attrs["layer_names"] = np.array(layers)
        for layer in model.layers:
            group = file.create_group(layer.name)
            names = [f"{layer.name}/{weight.name}:0".encode() for weight in layer.weights]
            group.attrs["weight_names"] = np.array(names)
            for name, value in zip(names, layer.get_weights()):
                group.create_dataset(name.decode(), data=value)


def reference(build, size, weights_file, folder):
    keras.backend.clear_session()
    model = build(weights=None, include_top=False, input_shape=(size, size, 3))
    fill(model)
    maps = np.asarray(model(pictures(size), training=False))
    vectors = maps.mean(axis=(1, 2))
    print(model.name, model.count_params(), "parameters; vectors", vectors.mean(), "+-", vectors.std())
    if folder:
        save_weights_file(model, os.path.join(folder, weights_file))
        vectors.tofile(os.path.join(folder, f"{weights_file}.vectors.f32"))
        maps.tofile(os.path.join(folder, f"{weights_file}.maps.f32"))
    return {
        "parameters": model.count_params(),
        "layers": [layer.name for layer in model.layers if layer.weights],
        "vectors": thinned(vectors, 256),
        "maps": thinned(maps, 256),
    }


def save_small_weights_file():
    """A whole small file as Keras 3 itself writes the legacy layout, with layers numbered late in a session."""
    from keras.src.legacy.saving.legacy_h5_format import save_weights_to_hdf5_group

    layers = keras.layers
    model = keras.Sequential([
        layers.Input((4, 4, 3)),
        layers.Conv2D(2, 3, use_bias=False, name="conv2d_94"),
        layers.BatchNormalization(scale=False, name="batch_normalization_94"),
        layers.DepthwiseConv2D(2, use_bias=False, name="depthwise_conv2d_7"),
        layers.BatchNormalization(name="batch_normalization_95"),
    ])
    fill(model)
    with h5py.File(os.path.join(HERE, "small.h5"), "w") as file:
        save_weights_to_hdf5_group(file, model)


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else None
    if folder:
        os.makedirs(folder, exist_ok=True)
    inception = "inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5"
    mobilenet = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5"
    found = {
        "madeWith": f"Keras {keras.__version__}",
        "inception-v3": reference(InceptionV3, 299, inception, folder),
        "mobilenet-v2": reference(MobileNetV2, 224, mobilenet, folder),
    }
    with open(os.path.join(HERE, "reference.json"), "w") as file:
        json.dump(found, file)
        file.write("\n")
    save_small_weights_file()


main()
