"""The numbers of hashed.ts: every contender multiplies the same matrices and starts from the same weights."""

import numpy as np


def mixed(count, seed):
    """Mixes the bits of 0, 1, 2... (the finalizer of MurmurHash3, Appleby 2011)."""
    n = (np.arange(count, dtype=np.uint64) + np.uint64(seed * 1_000_003)).astype(np.uint32)
    h = n ^ (n >> np.uint32(16))
    h *= np.uint32(0x85EBCA6B)
    h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return h ^ (h >> np.uint32(16))


def hashed(shape, seed, scale=1.0):
    """Numbers from -scale to scale that look random."""
    return (scale * (mixed(int(np.prod(shape)), seed) / 2**31 - 1)).astype(np.float32).reshape(shape)


def hashed_words(count, seed, vocabulary):
    """Word indices from 1 to vocabulary - 1."""
    return (1 + mixed(count, seed) % np.uint32(vocabulary - 1)).astype(np.int32)
