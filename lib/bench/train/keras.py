"""Training steps of a captioner on the full text, or of the tutorial's model on its own, as in task.ts."""

from pathlib import Path

from load_task import load


def prepare(**settings):
    folder = "captioner-step" if "captioner" in settings else "training-step"
    return load(Path(__file__).parent.parent / folder / "keras.py")(**settings)
