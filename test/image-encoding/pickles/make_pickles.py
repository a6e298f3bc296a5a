"""Makes the pickles beside this file, with Python's own pickle and NumPy: python make_pickles.py"""

import os
import pickle
from pathlib import Path

import numpy as np

here = Path(__file__).parent
vectors = {
    "black-cat.jpg": np.array([0.5, -1.0, 2.25, 200.0], dtype="float32"),
    "white-cat.jpg": np.array([0.0, 0.1, 1e-7, -0.0], dtype="float32"),
}
for protocol in (2, 3, 4, 5):
    (here / f"protocol-{protocol}.pkl").write_bytes(pickle.dumps(vectors, protocol))

# NumPy 1 called its modules otherwise. Protocol 2 writes names as lines, so they can be replaced.
older = pickle.dumps(vectors, 2).replace(b"numpy._core", b"numpy.core")
(here / "numpy-1.pkl").write_bytes(older)

doubles = {"black-cat.jpg": np.array([0.5, -1.0])}
(here / "doubles.pkl").write_bytes(pickle.dumps(doubles, 4))
(here / "no-vectors.pkl").write_bytes(pickle.dumps([1, 2, 3], 4))


class Malicious:
    def __reduce__(self):
        return os.system, ("touch /tmp/captionlab-was-here",)


(here / "malicious.pkl").write_bytes(pickle.dumps({"black-cat.jpg": Malicious()}, 4))
