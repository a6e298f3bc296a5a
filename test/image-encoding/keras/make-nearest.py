"""Writes nearest.json: which pixels Pillow, and with it Keras' load_img, takes when it squashes a picture to a square.

    python test/image-encoding/keras/make-nearest.py

Needs Pillow and numpy.
"""

import json
import os

import numpy as np
from PIL import Image

# (width, height, side of the square)
SIZES = [(500, 333, 299), (375, 500, 299), (80, 299, 299), (1, 613, 160), (37, 53, 17)]


def telling_picture(width, height):
    """A picture whose colours tell each pixel's column (red, low half of blue) and row (green, high half of blue)."""
    rows, columns = np.mgrid[0:height, 0:width]
    blue = columns // 256 + 16 * (rows // 256)
    return np.stack([columns % 256, rows % 256, blue], axis=-1).astype(np.uint8)


def places(width, height, size):
    picture = Image.fromarray(telling_picture(width, height))
    pixels = np.asarray(picture.resize((size, size), Image.NEAREST)).astype(int)
    columns = pixels[0, :, 0] + 256 * (pixels[0, :, 2] % 16)
    rows = pixels[:, 0, 1] + 256 * (pixels[:, 0, 2] // 16)
    return {
        "width": width,
        "height": height,
        "size": size,
        "columns": columns.tolist(),
        "rows": rows.tolist(),
    }


path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "nearest.json")
with open(path, "w") as file:
    json.dump([places(*sizes) for sizes in SIZES], file)
    file.write("\n")
