"""A training step of the tutorial's model in Keras, as in task.ts: a batch of pairs, or one pass a caption."""

import keras
import numpy as np
import tensorflow as tf
from hashed import hashed, hashed_words
from keras import layers

WORDS, FEATURES, EMBEDDING, UNITS = 1652, 2048, 200, 256
LEARNING_RATE = 1e-3
EPSILON = 1e-7
LAYERS = ["picture_dense", "word_embedding", "caption_lstm", "decoder_dense", "next_word"]


def build_model(dropout, steps, one_pass):
    """The tutorial's model, or the one that answers after every word: its logits, right-padded captions unmasked."""
    picture = keras.Input([FEATURES])
    words = keras.Input([None if one_pass else steps], dtype="int32")
    seen = layers.Dense(UNITS, activation="relu", name=LAYERS[0])(layers.Dropout(dropout)(picture))
    vectors = layers.Embedding(WORDS, EMBEDDING, mask_zero=not one_pass, trainable=False, name=LAYERS[1])(words)
    lstm = layers.LSTM(UNITS, return_sequences=one_pass, name=LAYERS[2])
    read = lstm(layers.Dropout(dropout)(vectors))
    merged = layers.Add()([layers.Reshape([1, UNITS])(seen) if one_pass else seen, read])
    decoded = layers.Dense(UNITS, activation="relu", name=LAYERS[3])(merged)
    answer = layers.Dense(WORDS, activation=None if one_pass else "softmax", name=LAYERS[4])(decoded)
    model = keras.Model([picture, words], answer)
    for number, name in enumerate(LAYERS):
        layer = model.get_layer(name)
        layer.set_weights([hashed(w.shape, 10 * number + i, 0.05) for i, w in enumerate(layer.get_weights())])
    return model


def pair_step(dropout, epsilon, pairs, steps):
    """The tutorial's way: `train_on_batch` with left-padded prefixes and one-hot targets."""
    model = build_model(dropout, steps, one_pass=False)
    model.compile(optimizer=keras.optimizers.Adam(LEARNING_RATE, epsilon=epsilon), loss="categorical_crossentropy")
    features = hashed([pairs, FEATURES], 100)
    lengths = 1 + np.arange(pairs) % 12  # words in the row's prefix
    is_word = steps - np.arange(steps)[None, :] <= lengths[:, None]
    prefixes = hashed_words(pairs * steps, 101, WORDS).reshape(pairs, steps) * is_word
    targets = keras.utils.to_categorical(hashed_words(pairs, 102, WORDS), WORDS)

    def step():
        # Keras reports the mean of all batches since the last reset.
        model.reset_metrics()
        return [float(model.train_on_batch([features, prefixes], targets))]

    return step


def caption_batch(captions, steps):
    """Captions of one length or one word less, as a bucket holds them."""
    is_word = np.arange(steps)[None, :] < steps - np.arange(captions)[:, None] % 2
    words = [hashed_words(captions * steps, seed, WORDS).reshape(captions, steps) * is_word for seed in (101, 102)]
    return hashed([captions, FEATURES], 100), *words


def caption_step(dropout, epsilon, captions, steps):
    """One pass a caption, a step for each batch: cross-entropy after every word, padding not counted."""
    model = build_model(dropout, steps, one_pass=True)
    optimizer = keras.optimizers.Adam(LEARNING_RATE, epsilon=epsilon)
    optimizer.build(model.trainable_variables)
    batches = [caption_batch(captions, words) for words in np.atleast_1d(steps)]

    @tf.function
    def train(features, tokens, targets):
        with tf.GradientTape() as tape:
            logits = model([features, tokens], training=True)
            each = tf.nn.sparse_softmax_cross_entropy_with_logits(targets, logits)
            counts = tf.cast(targets != 0, tf.float32)
            loss = tf.reduce_sum(each * counts) / tf.reduce_sum(counts)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss

    def step():
        return [float(train(*(tf.constant(part) for part in batch))) for batch in batches]

    return step


def prepare(steps, pairs=None, captions=None):
    def step_with(*settings):
        return caption_step(*settings, captions, steps) if captions else pair_step(*settings, pairs, steps)

    def values():
        check = step_with(0.0, EPSILON)
        losses = []
        while len(losses) < 5:
            losses += check()
        return {"loss of the first step": losses[0], "loss of the last": losses[-1]}

    return step_with(0.5, EPSILON), values
