"""Loads the file of a task."""

import importlib.util


def load(path):
    """The `prepare` function of a task file: settings to (run, values)."""
    spec = importlib.util.spec_from_file_location("task", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.prepare
