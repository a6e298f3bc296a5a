import { encodeCaption } from '../caption-preprocessing/index.js';
import { allCaptions, type CaptionsById } from '../data-understanding/index.js';
import { progressBar } from '../display/progress.js';
import { END_TOKEN, START_TOKEN, type Vocabulary } from '../vocabulary/index.js';
import { type Cooccurrences, countCooccurrences } from './cooccurrence.js';
import { makeEmbeddingMatrix } from './embedding-matrix.js';
import { epochsFor, type GloveOptions, summedVectors, trainGlove } from './train-glove.js';
import type { EmbeddingMatrix } from './types.js';

/** What can be chosen about word vectors made of captions. */
export interface WordVectorOptions extends GloveOptions {
  /** The largest distance at which two words count as neighbours (10). */
  window?: number;
  /** What the text is called. */
  source?: string;
}

/** Word vectors and how their training went. */
export interface TrainedWordVectors {
  /** A word's two vectors added, as GloVe's authors advise. */
  matrix: EmbeddingMatrix;
  /** A word's vector as itself alone, without the one for its part as a neighbour. */
  alone: EmbeddingMatrix;
  cooccurrences: Cooccurrences;
  /** The mean loss a pair, an epoch each. */
  losses: number[];
}

/** Which of a vocabulary's words stand near which in some captions; the two markers are no words and are left out. */
export function captionCooccurrences(
  captions: CaptionsById,
  vocabulary: Vocabulary,
  window?: number,
): Cooccurrences {
  const markers = new Set([START_TOKEN, END_TOKEN].map((word) => vocabulary.indexOf.get(word)));
  const sequences = allCaptions(captions).map((caption) =>
    encodeCaption(caption, vocabulary).filter((index) => !markers.has(index)),
  );
  return countCooccurrences(sequences, { size: vocabulary.size, window });
}

/** Trains vectors for a vocabulary's words on the captions at hand, by GloVe's objective; seeded. */
export function trainWordVectors(
  captions: CaptionsById,
  vocabulary: Vocabulary,
  options: WordVectorOptions = {},
): TrainedWordVectors {
  const { window, source = 'trained on these captions', width = 200 } = options;
  const cooccurrences = captionCooccurrences(captions, vocabulary, window);
  const { epochs = epochsFor(cooccurrences) } = options;
  const bar = progressBar('Training word vectors', epochs, 'epochs');
  const { parameters, losses } = trainGlove(cooccurrences, {
    ...options,
    epochs,
    onEpoch: (epoch, loss) => {
      bar.advance(1, `loss ${loss.toFixed(4)}`);
      options.onEpoch?.(epoch, loss);
    },
  });
  bar.done(`loss ${losses[losses.length - 1].toFixed(4)}`);
  const met = new Set(cooccurrences.first);
  const matrixOf = (rows: Float32Array) => {
    const vectors = new Map(
      [...vocabulary.indexOf]
        .filter(([, index]) => met.has(index))
        .map(([word, index]) => [word, rows.subarray(index * width, (index + 1) * width)]),
    );
    return makeEmbeddingMatrix(vectors, vocabulary, { width, source });
  };
  return {
    matrix: matrixOf(summedVectors(parameters)),
    alone: matrixOf(Float32Array.from(parameters.words)),
    ...{ cooccurrences, losses },
  };
}
