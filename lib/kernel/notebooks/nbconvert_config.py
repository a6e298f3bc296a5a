"""Settings for `jupyter nbconvert`: executes a notebook, reporting every cell on stdout as a line of JSON.

With the kernel started it waits for a line on stdin, so that it can be made ready while another notebook runs.
Where stdin ends before the notebook does, nobody waits for it any more: then it ends, and its kernel.
At the first cell that fails it stops, and what was executed until then is written.
"""

import json
import os
import sys
import threading

from nbclient.exceptions import DeadKernelError
from nbconvert.preprocessors import CellExecutionError, ExecutePreprocessor

c = get_config()  # noqa: F821 (nbconvert defines it)


def report(**event):
    print(json.dumps(event), file=sys.stdout, flush=True)


def joined(outputs):
    """Joins pieces of text that were printed one after the other."""
    kept = []
    for output in outputs:
        before = kept[-1] if kept else None
        if before and output.output_type == before.output_type == "stream" and output.name == before.name:
            before.text += output.text
        else:
            kept.append(output)
    return kept


class ExecuteAndReport(ExecutePreprocessor):
    """Executes, reports, and goes on to write the executed notebook even when a cell fails."""

    def preprocess(self, nb, resources):
        code = [i for i, cell in enumerate(nb.cells) if cell.cell_type == "code" and cell.source.strip()]
        number = {index: n for n, index in enumerate(code, 1)}
        self.running = None
        self.on_cell_start = lambda cell, cell_index: self.start(number.get(cell_index), len(code))
        try:
            nb, resources = super().preprocess(nb, resources)
        except CellExecutionError as error:
            report(event="error", cell=self.running or 0, name=error.ename, message=error.evalue)
        except DeadKernelError:
            report(event="error", cell=self.running or 0, name="Error", message="the kernel ended in this cell")
        for index in code:
            nb.cells[index].outputs = joined(nb.cells[index].outputs)
        return nb, resources

    def start(self, number, count):
        if self.running is None:
            self.running = 0
            if not sys.stdin.readline():
                raise SystemExit("nobody waits for this notebook any more")
            threading.Thread(target=self.end_with_stdin, daemon=True).start()
        if number:
            self.running = number
            report(event="cell", cell=number, of=count)

    def end_with_stdin(self):
        sys.stdin.read()
        self.km.provisioner.process.kill()
        self.km.cleanup_connection_file()
        os._exit(1)


c.NotebookExporter.preprocessors = [ExecuteAndReport]
c.ExecuteAndReport.timeout = None
c.ExecuteAndReport.startup_timeout = 120
