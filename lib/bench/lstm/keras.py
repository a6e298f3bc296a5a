"""One step of Keras's LSTM cell and its gradient, as in task.ts."""

import keras
import tensorflow as tf
from hashed import hashed


def prepare(batch, width, units):
    cell = keras.layers.LSTMCell(units)
    cell.build((batch, width))
    cell.set_weights([hashed(w.shape, 10 + i, 0.1) for i, w in enumerate(cell.weights)])
    words = tf.constant(hashed([batch, width], 1))
    state = [tf.constant(hashed([batch, units], 2 + i)) for i in range(2)]
    variables = [weight.value for weight in cell.weights]

    @tf.function
    def step():
        with tf.GradientTape() as tape:
            mean = tf.reduce_mean(cell(words, state)[0])
        return [mean, *tape.gradient(mean, variables)]

    def run():
        return [result.numpy() for result in step()]

    def values():
        mean, *gradients = (float(result.sum()) for result in run())
        return dict(zip(["mean", "kernel", "recurrent", "bias"], [mean, *gradients]))

    return run, values
