"""The captioners' networks in Keras. Each gives what is known after every word `[captions, steps, ...]`, the logits of
rows of it, and its variables in the order of ours. Tokens are `[captions, steps]`, the captions of a picture one after the
other; maps `[pictures, cells, width]`."""

import numpy as np
import tensorflow as tf
from keras import initializers, layers


def dense(units, activation=None):
    return layers.Dense(units, activation=activation)


def product(units):
    return layers.Dense(units, use_bias=False)


def of(*those):
    """Kernel and bias of dense layers, or the kernel alone."""
    return [variable for layer in those for variable in layer.trainable_variables]


def merge(words, embedding, units, dropout, **_):
    picture, decoder, next_word = dense(units, "relu"), dense(units, "relu"), dense(words)
    vectors, drop = layers.Embedding(words, embedding), layers.Dropout(dropout)
    lstm = layers.LSTM(units, return_sequences=True, unit_forget_bias=False)  # as TensorFlow.js's begins

    def known(pictures, tokens):
        seen = picture(drop(pictures, training=True))  # [captions, units]
        return seen[:, None] + lstm(drop(vectors(tokens), training=True))  # [captions, steps, units]

    def listed():
        return of(vectors, picture, lstm, decoder, next_word)

    return known, lambda rows: next_word(decoder(rows)), listed


def merge_attention(words, embedding, units, cells, dropout, **_):
    read, query, decoder, next_word = dense(units, "relu"), dense(units), dense(units, "relu"), dense(words)
    vectors, lstm, drop = layers.Embedding(words, embedding), layers.LSTM(units, return_sequences=True), layers.Dropout(dropout)
    drop_map = layers.Dropout(dropout, noise_shape=(None, 1, None))

    def known(maps, tokens):
        says = read(drop_map(maps, training=True))  # [pictures, cells, units]
        memory = lstm(drop(vectors(tokens), training=True))  # [captions, steps, units]
        asked = tf.reshape(query(memory), [maps.shape[0], -1, units]) * units**-0.5  # [pictures, k * steps, units]
        shares = tf.nn.softmax(tf.matmul(asked, says, transpose_b=True))  # [pictures, k * steps, cells]
        return tf.reshape(tf.matmul(shares, says), tf.shape(memory)) + memory

    def listed():
        return of(vectors, lstm, read, query, decoder, next_word)

    return known, lambda rows: next_word(decoder(rows)), listed


def attention(words, embedding, units, cells, dropout, **_):
    """Show, attend and tell: the loop over the words is unrolled while tracing, and its steps are plain operations."""
    open_forget_gates = initializers.Constant(np.repeat([0.0, 1.0, 0.0, 0.0], units))
    lstm = layers.Dense(4 * units, bias_initializer=open_forget_gates)
    context, recurrent = product(4 * units), product(4 * units)
    read, key, query, score, gate = dense(units, "relu"), product(units), dense(units), product(1), dense(1, "sigmoid")
    first_hidden, first_cell = dense(units, "tanh"), dense(units, "tanh")
    decoder, next_word, vectors = dense(units, "tanh"), dense(words), layers.Embedding(words, embedding)
    drop, drop_map = layers.Dropout(dropout), layers.Dropout(dropout, noise_shape=(None, 1, None))

    def known(maps, tokens):
        pictures, captions = maps.shape[0], tokens.shape[0]
        k = captions // pictures
        says = read(drop_map(maps, training=True))  # [pictures, cells, units]
        keys = key(says)[:, None]  # [pictures, 1, cells, units]
        mean = tf.reduce_mean(says, 1)
        hidden, cell = (tf.repeat(first(mean), k, axis=0) for first in (first_hidden, first_cell))  # [captions, units]
        read_words = drop(vectors(tokens), training=True)  # [captions, steps, embedding]
        after = []
        for gates in tf.unstack(lstm(read_words), axis=1):  # [captions, 4 units]
            asked = tf.reshape(query(hidden), [pictures, k, 1, units])
            scores = score(tf.tanh(keys + asked))[..., 0]  # [pictures, k, cells]
            mixed = tf.reshape(tf.matmul(tf.nn.softmax(scores), says), [captions, units])
            seen = mixed * gate(hidden)
            i, f, c, o = tf.split(gates + context(seen) + recurrent(hidden), 4, axis=1)
            cell = tf.sigmoid(f) * cell + tf.sigmoid(i) * tf.tanh(c)
            hidden = tf.sigmoid(o) * tf.tanh(cell)
            after.append(tf.concat([hidden, seen], 1))
        return tf.concat([tf.stack(after, axis=1), read_words], 2)  # [captions, steps, 2 units + embedding]

    def listed():
        bias = lstm.trainable_variables[1:]
        return [
            *of(vectors), lstm.kernel, *of(context, recurrent), *bias,
            *of(read, key, query, score, first_hidden, first_cell, gate, decoder, next_word),
        ]  # fmt: skip

    return known, lambda rows: next_word(drop(decoder(rows), training=True)), listed


def positions(steps, units):
    """Sines and cosines (Vaswani et al. 2017, section 3.5), `[steps, units]`."""
    column = np.arange(units)
    angle = np.arange(steps)[:, None] / 10_000 ** ((column - column % 2) / units)
    return np.where(column % 2 == 0, np.sin(angle), np.cos(angle)).astype(np.float32)


def look(questions, keys, values, mask=None):
    """Scaled dot-product attention, `[rows, heads, places, depth]` each, to `[rows, places, units]`."""
    scores = tf.matmul(questions * questions.shape[-1] ** -0.5, keys, transpose_b=True)
    seen = tf.matmul(tf.nn.softmax(scores if mask is None else scores + mask), values)
    rows, heads, places, depth = seen.shape
    return tf.reshape(tf.transpose(seen, [0, 2, 1, 3]), [rows, places, heads * depth])


def transformer(words, units, cells, dropout, heads, **more):
    """Written with dense layers, not with MultiHeadAttention: questions, keys and values are one product."""
    vectors = layers.Embedding(words, units)
    read, drop = dense(units, "relu"), layers.Dropout(dropout)
    drop_map = layers.Dropout(dropout, noise_shape=(None, 1, None))
    norms = [layers.LayerNormalization(epsilon=1e-5) for _ in range(2 + 3 * more["layers"])]
    parts = [
        [product(3 * units), dense(units), product(units), product(2 * units), dense(units), dense(4 * units, "relu"), dense(units)]
        for _ in range(more["layers"])
    ]  # fmt: skip
    word_bias = tf.Variable(tf.zeros([words]))

    def in_heads(x, rows, parts):
        split = tf.reshape(x, [rows, -1, parts, heads, units // heads])
        return tf.unstack(tf.transpose(split, [2, 0, 3, 1, 4]))  # parts of [rows, heads, places, depth]

    def known(maps, tokens):
        pictures, (captions, steps) = maps.shape[0], tokens.shape
        says = drop_map(norms[0](read(maps)), training=True)  # [pictures, cells, units]
        mask = np.triu(np.full([steps, steps], -1e9, np.float32), 1)
        x = drop(vectors(tokens) * units**0.5 + positions(steps, units), training=True)  # [captions, steps, units]
        for layer, (self_read, self_out, ask, cross_read, cross_out, wide, out) in enumerate(parts):
            first, second, third = norms[2 + 3 * layer : 5 + 3 * layer]
            seen = look(*in_heads(self_read(first(x)), captions, 3), mask)
            x += drop(self_out(seen), training=True)
            asked = tf.reshape(ask(second(x)), [pictures, -1, units])  # the captions of a picture ask together
            seen = look(*in_heads(asked, pictures, 1), *in_heads(cross_read(says), pictures, 2))
            x += drop(cross_out(tf.reshape(seen, [captions, steps, units])), training=True)
            x += drop(out(wide(third(x))), training=True)
        return x

    def say(rows):
        return tf.matmul(norms[1](rows), vectors.embeddings, transpose_b=True) + word_bias

    def listed():
        ordered = of(vectors, read, norms[0])
        for layer, (self_read, self_out, ask, cross_read, cross_out, wide, out) in enumerate(parts):
            first, second, third = norms[2 + 3 * layer : 5 + 3 * layer]
            ordered += of(first, self_read, self_out, second, ask, cross_read, cross_out, third, wide, out)
        return [*ordered, *of(norms[1]), word_bias]

    return known, say, listed


BUILDERS = {
    "merge": merge,
    "merge-attention": merge_attention,
    "attention": attention,
    "transformer": transformer,
}
