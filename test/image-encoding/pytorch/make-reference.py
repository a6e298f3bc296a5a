"""Computes what PyTorch says of EfficientNet-Lite, for the tests to compare with, and saves small files in its formats.

    python test/image-encoding/pytorch/make-reference.py                     writes what lies beside this script
    python test/image-encoding/pytorch/make-reference.py data/efficientnet-lite0 data/efficientnet-lite1 ...

writes published.json too, from the published weights in these folders. Weights and pictures of the rest come from the
formula of ../keras/formula.ts, so that neither need be kept. Needs torch and numpy.
"""

import glob
import json
import math
import os
import sys
from collections import OrderedDict

import numpy as np
import torch
from torch import nn
from torch.nn import functional

HERE = os.path.dirname(os.path.abspath(__file__))

# What channels are multiplied by, what blocks are, side of the picture.
VARIANTS = {
    "efficientnet-lite0": (1.0, 1.0, 224),
    "efficientnet-lite1": (1.0, 1.1, 240),
    "efficientnet-lite2": (1.1, 1.2, 260),
    "efficientnet-lite3": (1.2, 1.4, 280),
    "efficientnet-lite4": (1.4, 1.8, 300),
}

# Side of the filters, stride, expansion, channels, blocks.
STAGES = [
    (3, 1, 1, 16, 1),
    (3, 2, 6, 24, 2),
    (5, 2, 6, 40, 2),
    (3, 2, 6, 80, 3),
    (5, 1, 6, 112, 3),
    (5, 2, 6, 192, 4),
    (3, 1, 6, 320, 1),
]


def widened(channels, wide):
    channels *= wide
    rounded = max(8, int(channels + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * channels else rounded


class SameConv2d(nn.Conv2d):
    """A convolution padded as TensorFlow does: what is odd goes below and to the right."""

    def forward(self, x):
        kernel, stride = self.kernel_size[0], self.stride[0]
        rows, columns = (
            max((math.ceil(side / stride) - 1) * stride + kernel - side, 0) for side in x.shape[2:]
        )
        padding = (columns // 2, columns - columns // 2, rows // 2, rows - rows // 2)
        return super().forward(functional.pad(x, padding))


def normal(channels):
    return nn.BatchNorm2d(channels, eps=1e-3)


class Block(nn.Module):
    def __init__(self, before, after, side, stride, expansion):
        super().__init__()
        spread = before * expansion
        self.adds = stride == 1 and before == after
        self.expands = expansion > 1
        if self.expands:
            self._expand_conv = SameConv2d(before, spread, 1, bias=False)
            self._bn0 = normal(spread)
        self._depthwise_conv = SameConv2d(spread, spread, side, stride, groups=spread, bias=False)
        self._bn1 = normal(spread)
        self._project_conv = SameConv2d(spread, after, 1, bias=False)
        self._bn2 = normal(after)

    def forward(self, x):
        y = functional.relu6(self._bn0(self._expand_conv(x))) if self.expands else x
        y = functional.relu6(self._bn1(self._depthwise_conv(y)))
        y = self._bn2(self._project_conv(y))
        return x + y if self.adds else y


class Lite(nn.Module):
    """Its parts are called and ordered as in the published files."""

    def __init__(self, name):
        super().__init__()
        wide, deep, self.size = VARIANTS[name]
        self._conv_stem = SameConv2d(3, 32, 3, 2, bias=False)
        self._bn0 = normal(32)
        blocks = []
        channels = 32
        for i, (side, stride, expansion, width, count) in enumerate(STAGES):
            after = widened(width, wide)
            count = count if i in (0, len(STAGES) - 1) else math.ceil(count * deep)
            for j in range(count):
                blocks.append(Block(channels, after, side, stride if j == 0 else 1, expansion))
                channels = after
        self._blocks = nn.ModuleList(blocks)
        self._conv_head = SameConv2d(channels, 1280, 1, bias=False)
        self._bn1 = normal(1280)
        self._fc = nn.Linear(1280, 1000)
        self.eval()

    def forward(self, pictures):
        """Pictures `[batch, height, width, 3]` in -1..1; gives what enters the last stage, and the last map."""
        x = (torch.tensor(pictures).permute(0, 3, 1, 2) * 127.5 + 0.5) / 128
        x = functional.relu6(self._bn0(self._conv_stem(x)))
        for block in self._blocks:
            entering, x = x, block(x)
        last = functional.relu6(self._bn1(self._conv_head(x)))
        return [one.permute(0, 2, 3, 1).numpy() for one in (entering, last)]


def formula(seed, count):
    x = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1)
    x = x + np.uint32((seed * 0x85EBCA77) & 0xFFFFFFFF)
    for shift, factor in [(15, 0x2C1B3C6D), (12, 0x297A2D39)]:
        x = (x ^ (x >> np.uint32(shift))) * np.uint32(factor)
    x = x ^ (x >> np.uint32(15))
    return x.astype(np.float64) / 2**31 - 1


def fill(model):
    """The weights that fillByFormula of ../keras/formula.ts gives, tensor by tensor in Keras' layout."""
    seed = 1
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            filters, channels, rows, columns = module.weight.shape
            values = formula(seed, module.weight.numel()) * np.sqrt(6 / (rows * columns * channels))
            values = torch.tensor(values.astype(np.float32)).reshape(rows, columns, channels, filters)
            module.weight.data = values.permute(3, 2, 0, 1)  # left with the strides of that order
            seed += 1
        elif isinstance(module, nn.BatchNorm2d):
            parts = [module.weight, module.bias, module.running_mean, module.running_var]
            for i, part in enumerate(parts):
                values = formula(seed, part.numel())
                values = 1 + 0.5 * values if i in (0, 3) else 0.3 * values
                part.data = torch.tensor(values.astype(np.float32))
                seed += 1


def noise(size):
    values = [formula(1000 + i, size * size * 3) for i in range(2)]
    return np.stack(values).reshape(2, size, size, 3).astype(np.float32)


def waves(size):
    """A picture of soft stripes, different in each colour."""
    y, x, colour = np.mgrid[0:size, 0:size, 0:3] / size
    return np.sin(9 * x + 14 * y * colour + 3 * colour)[None].astype(np.float32)


def thinned(array, keep):
    """Some of the values, in order, not always of the same channel."""
    flat = array.reshape(-1)
    step = len(flat) // keep
    while math.gcd(step, array.shape[-1]) > 1:
        step -= 1
    return {"every": step, "values": [float(f"{v:.6g}") for v in flat[::step][:keep]]}


def answers(model, pictures, keep):
    with torch.no_grad():
        entering, maps = model(pictures)
    return {
        "entering": {"shape": entering.shape[1:], **thinned(entering, keep)},
        "maps": {"shape": maps.shape[1:], **thinned(maps, keep)},
        "vectors": thinned(maps.mean(axis=(1, 2)), keep),
    }


def write_json(name, found):
    with open(os.path.join(HERE, name), "w") as file:
        json.dump({"madeWith": f"PyTorch {torch.__version__.split('+')[0]}", **found}, file)
        file.write("\n")


def save_small_files():
    """Two convolutions with normalisation and a classifier, in both formats; some tensors in another order than their rows'."""
    model = nn.Sequential(OrderedDict(
        conv=nn.Conv2d(3, 4, (3, 2), bias=False),
        normal=nn.BatchNorm2d(4),
        each=nn.Conv2d(4, 4, 2, groups=4, bias=False),
        normal_1=nn.BatchNorm2d(4),
        classifier=nn.Linear(4, 2),
    ))
    fill(model)
    state = model.state_dict()
    part = torch.cat([torch.zeros(2), state["normal.bias"], torch.zeros(3)])
    state["normal.bias"] = part[2:6]  # from within a larger storage
    torch.save(state, os.path.join(HERE, "older.pth"), _use_new_zipfile_serialization=False)
    torch.save(state, os.path.join(HERE, "newer.pth"))
    torch.save(nn.Identity(), os.path.join(HERE, "module.pth"))


def main():
    found = {}
    for name in VARIANTS:
        model = Lite(name)
        fill(model)
        count = sum(p.numel() for p in model.state_dict().values() if p.dtype == torch.float32)
        rest = sum(p.numel() for p in model._fc.parameters())
        found[name] = {"parameters": count - rest, **answers(model, noise(model.size), 64)}
    write_json("reference.json", found)
    save_small_files()
    published = {}
    for folder in sys.argv[1:]:
        name = os.path.basename(os.path.normpath(folder))
        model = Lite(name)
        [path] = glob.glob(os.path.join(folder, "*.pth"))
        model.load_state_dict(torch.load(path, weights_only=True))
        published[name] = answers(model, waves(model.size), 64)
    if published:
        write_json("published.json", published)


main()
