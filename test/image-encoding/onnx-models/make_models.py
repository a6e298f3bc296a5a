"""Makes the networks beside it, of a few kB each, random weights in them, and expected.json: what onnx's own evaluator in
NumPy, which is no runtime, makes of one picture. python make_models.py (needs `onnx`, `numpy`)."""

import json
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

HERE = os.path.dirname(os.path.abspath(__file__))
FLOAT = TensorProto.FLOAT
lots = np.random.default_rng(7)


def weights(name, *shape, kind=np.float32):
    scale = 1 / np.sqrt(np.prod(shape[1:]) if len(shape) == 4 else shape[0])
    return numpy_helper.from_array((lots.standard_normal(shape) * scale).astype(kind), name)


def value(name, shape, kind=FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def ints(name, *numbers):
    return numpy_helper.from_array(np.array(numbers, np.int64), name)


def save(name, nodes, inputs, outputs, constants):
    graph = helper.make_graph(nodes, name, inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, os.path.join(HERE, f"{name}.onnx"))
    return model


node = helper.make_node


def convolution():
    """As ResNets are exported at Hugging Face: a map, channels first, and its average with sides of 1."""
    nodes = [
        node("Conv", ["pixel_values", "kernel"], ["stem"], strides=[4, 4]),
        node("Relu", ["stem"], ["last_hidden_state"]),
        node("GlobalAveragePool", ["last_hidden_state"], ["pooler_output"]),
    ]
    inputs = [value("pixel_values", ["batch", 3, 32, 32])]
    outputs = [value("last_hidden_state", ["batch", 12, 8, 8]), value("pooler_output", ["batch", 12, 1, 1])]
    model = save("convolution", nodes, inputs, outputs, [weights("kernel", 12, 3, 4, 4)])
    path = os.path.join(HERE, "outside.onnx")
    if os.path.exists(f"{path}_data"):
        os.remove(f"{path}_data")
    onnx.save(model, path, save_as_external_data=True, location="outside.onnx_data", size_threshold=0)


def colours_last():
    """As Keras exports: colours last, and here three pictures at once, neither more nor fewer."""
    nodes = [
        node("Transpose", ["picture"], ["colours_first"], perm=[0, 3, 1, 2]),
        node("Conv", ["colours_first", "kernel"], ["stem"], strides=[4, 4]),
        node("Relu", ["stem"], ["answers"]),
        node("Transpose", ["answers"], ["map"], perm=[0, 2, 3, 1]),
    ]
    save("colours-last", nodes, [value("picture", [3, 32, 32, 3])], [value("map", [3, 8, 8, 12])], [weights("kernel", 12, 3, 4, 4)])


def transformer():
    """A vision transformer of one block: patches of 8 x 8, a class token first, no size said but in names."""
    width = 16
    nodes = [
        node("Conv", ["pixel_values", "patches"], ["patched"], strides=[8, 8]),  # [n, width, 4, 4]
        node("Reshape", ["patched", "flat"], ["places"]),  # [n, width, 16]
        node("Transpose", ["places"], ["rows"], perm=[0, 2, 1]),  # [n, 16, width]
        node("Shape", ["rows"], ["batch_size"], end=1),
        node("Concat", ["batch_size", "one_token"], ["class_shape"], axis=0),
        node("Expand", ["class_token", "class_shape"], ["classes"]),  # [n, 1, width]
        node("Concat", ["classes", "rows"], ["tokens"], axis=1),  # [n, 17, width]
        node("Add", ["tokens", "positions"], ["placed"]),
        node("LayerNormalization", ["placed", "ones", "zeros"], ["block/normed"]),
        node("MatMul", ["block/normed", "query"], ["queries"]),
        node("MatMul", ["block/normed", "key"], ["keys"]),
        node("Transpose", ["keys"], ["turned"], perm=[0, 2, 1]),
        node("MatMul", ["queries", "turned"], ["scores"]),
        node("Softmax", ["scores"], ["shares"], axis=-1),
        node("MatMul", ["block/normed", "value"], ["values"]),
        node("MatMul", ["shares", "values"], ["seen"]),
        node("Add", ["placed", "seen"], ["last_hidden_state"]),
        node("Gather", ["last_hidden_state", "first"], ["class"], axis=1),
        node("MatMul", ["class", "head"], ["logits"]),
    ]
    names = ["batch", "num_channels", "height", "width"]
    outputs = [value("last_hidden_state", ["batch", "tokens", width]), value("logits", ["batch", 10])]
    constants = [
        weights("patches", width, 3, 8, 8),
        weights("class_token", 1, 1, width),
        weights("positions", 1, 17, width),
        *[weights(name, width, width) for name in ("query", "key", "value")],
        weights("head", width, 10),
        numpy_helper.from_array(np.ones(width, np.float32), "ones"),
        numpy_helper.from_array(np.zeros(width, np.float32), "zeros"),
        ints("flat", 0, width, -1),
        ints("one_token", 1, width),
        numpy_helper.from_array(np.array(0, np.int64), "first"),
    ]
    save("transformer", nodes, [value("pixel_values", names)], outputs, constants)


def refused():
    """What is no encoder: halves, a mask, pictures with texts."""
    half = TensorProto.FLOAT16
    conv = node("Conv", ["picture", "kernel"], ["map"], strides=[4, 4])
    save("halves", [conv], [value("picture", ["n", 3, 32, 32], half)], [value("map", ["n", 12, 8, 8], half)], [weights("kernel", 12, 3, 4, 4, kind=np.float16)])
    mask = [node("Conv", ["picture", "kernel"], ["answers"]), node("Sigmoid", ["answers"], ["mask"])]
    save("mask", mask, [value("picture", ["n", 3, 32, 32])], [value("mask", ["n", 1, 32, 32])], [weights("kernel", 1, 3, 1, 1)])
    both = [
        node("Conv", ["pixel_values", "kernel"], ["map"], strides=[4, 4]),
        node("Identity", ["input_ids"], ["ids"]),
    ]
    inputs = [value("input_ids", ["n", "words"], TensorProto.INT64), value("pixel_values", ["n", 3, 32, 32])]
    save("with-texts", both, inputs, [value("map", ["n", 12, 8, 8]), value("ids", ["n", "words"], TensorProto.INT64)], [weights("kernel", 12, 3, 4, 4)])


def expected():
    """The picture is sin(i), i over its numbers, colours last."""
    picture = np.sin(np.arange(32 * 32 * 3)).astype(np.float32).reshape(1, 32, 32, 3)
    first = picture.transpose(0, 3, 1, 2)
    run = lambda name, **feeds: ReferenceEvaluator(os.path.join(HERE, f"{name}.onnx")).run(None, feeds)
    features, pooled = run("convolution", pixel_values=first)
    (last,) = run("colours-last", picture=np.repeat(picture, 3, 0))
    tokens, _ = run("transformer", pixel_values=first)
    rounded = lambda values: [round(float(one), 6) for one in values.ravel()]
    found = {
        "convolution": {"vector": rounded(pooled), "map": rounded(features[0].transpose(1, 2, 0))},
        "colours-last": {"vector": rounded(last[0].mean((0, 1))), "map": rounded(last[0])},
        "transformer": {"vector": rounded(tokens[0, 0]), "map": rounded(tokens[0, 1:])},
    }
    with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as file:
        json.dump(found, file, indent=0)
        file.write("\n")


if __name__ == "__main__":
    convolution()
    colours_last()
    transformer()
    refused()
    expected()
