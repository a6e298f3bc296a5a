"""A contender in Python: `python contender.py <task file>`; the same lines of JSON as worker.ts."""

import json
import platform
import sys
import time

replies, sys.stdout = sys.stdout, sys.stderr  # standard output belongs to the replies

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402
from load_task import load  # noqa: E402

WARM_UP = (2, 300)
TIMING = (1, 100)


def repeat(run, least_runs, least_milliseconds):
    """Runs until both are reached; the mean milliseconds of a run, and those of the processor, all threads together."""
    start, cpu = time.perf_counter(), time.process_time()
    runs = 0
    while True:
        run()
        runs += 1
        elapsed = 1000 * (time.perf_counter() - start)
        if runs >= least_runs and elapsed >= least_milliseconds:
            return {"milliseconds": elapsed / runs, "cpuMilliseconds": 1000 * (time.process_time() - cpu) / runs}


def send(**reply):
    print(json.dumps(reply), file=replies, flush=True)


def main():
    gpus = [tf.config.experimental.get_device_details(gpu) for gpu in tf.config.list_physical_devices("GPU")]
    names = {"gpu": gpus[0].get("device_name", "GPU")} if gpus else {}
    send(facts={"TensorFlow": tf.__version__, "Keras": keras.__version__, "Python": platform.python_version(), **names})
    prepare = load(sys.argv[1])
    runs = {}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["do"] == "time":
                send(**repeat(runs[request["case"]], *TIMING))
                continue
            run, values = prepare(**request["settings"])
            runs[request["case"]] = run
            checked = values()
            repeat(run, *WARM_UP)
            send(values=checked)
        except Exception as error:  # the other cases go on
            send(error=f"{type(error).__name__}: {error}")


main()
