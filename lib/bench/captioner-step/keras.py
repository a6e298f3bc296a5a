"""Training steps of the captioners in Keras, as in task.ts.

As one would write them who knows Keras well: whole captions in one pass inside a tf.function that is traced for each
length, layers shared by all words, a picture's cells projected once for all of its captions, questions of a picture's
captions in one matrix product, and logits only where a word stands. Without XLA: with jit_compile=True merge took 2.2 and
merge-attention 1.2 times as long on a processor.
"""

import keras
import numpy as np
import tensorflow as tf
from hashed import hashed, hashed_words
from keras_captioners import BUILDERS

LEARNING_RATE = 1e-3
COMPARED = 5


def batch_of(steps, words, pictures, perPicture, shares):
    """Tokens `[captions, steps]`; the places where a word should be said, and which."""
    captions = pictures * perPicture
    lengths = np.floor(np.resize(np.array(shares), captions) * steps)
    is_word = np.arange(steps)[None, :] < lengths[:, None]
    tokens, targets = (hashed_words(captions * steps, seed, words).reshape(captions, steps) for seed in (101, 102))
    places = np.flatnonzero(is_word).astype(np.int32)
    return tokens * is_word, places, targets.flatten()[places]


def fill_matrices(variables):
    """The weights of task.ts: matrices look random, vectors stay as they begin."""
    for i, variable in enumerate(variables):
        if len(variable.shape) > 1:
            scale = (6 / (variable.shape[0] + variable.shape[1])) ** 0.5
            variable.assign(hashed(variable.shape, 10 + i, scale))


def steps_on(dropout, captioner, steps, cells, width, pictures, perPicture, shares, **sizes):
    known, say, listed = BUILDERS[captioner](cells=cells, width=width, dropout=dropout, **sizes)
    features = hashed([pictures, cells, width] if cells > 1 else [pictures, width], 100)
    batches = [batch_of(length, sizes["words"], pictures, perPicture, shares) for length in steps]

    def loss_of(maps, tokens, places, targets):
        rows = known(maps, tokens)  # [captions, steps, ...]
        rows = tf.gather(tf.reshape(rows, [-1, rows.shape[-1]]), places)  # [places, ...]
        each = tf.nn.sparse_softmax_cross_entropy_with_logits(targets, say(rows))
        return tf.reduce_mean(each)

    tf.function(loss_of)(features, *batches[0])  # builds the layers
    variables = listed()
    fill_matrices(variables)
    optimizer = keras.optimizers.Adam(LEARNING_RATE)
    optimizer.build(variables)

    @tf.function
    def train(*batch):
        with tf.GradientTape() as tape:
            loss = loss_of(*batch)
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    def step():
        losses = [train(*map(tf.constant, (features, *batch))) for batch in batches]
        return [float(loss) for loss in losses]

    return step


def prepare(dropout, **settings):
    def values():
        check = steps_on(0.0, **settings)
        losses = []
        while len(losses) < COMPARED:
            losses += check()
        return {"loss of the first step": losses[0], "loss of the fifth": losses[COMPARED - 1]}

    return steps_on(dropout, **settings), values
