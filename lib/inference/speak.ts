import { captionerOf, type ModelOrLayers } from '../model/index.js';
import { markerIndices, type Vocabulary } from '../vocabulary/index.js';
import { alternativesOf } from './best-words.js';
import { openReader, rowOf } from './caption-reader.js';
import { captionOf, type FoundCaption } from './found-caption.js';
import type { Watch } from './grow-beam.js';
import { extend, type Hypothesis, saidWords, startOf } from './hypothesis.js';
import { speechRules } from './sayable.js';
import { checkInputs, checkLengths, inBatches, type SearchOptions } from './search-options.js';

/** Chooses the next word from the probabilities of those that may be said, `[vocabulary]`; the others have 0. */
export type Choose = (row: Float32Array) => number;

/** One caption of one picture, said a word at a time. */
interface Speaker {
  line: Hypothesis;
  choose: Choose;
  done: boolean;
}

/**
 * One word more in a caption: chosen, written down, and never taken back. The end marker ends it.
 * @param row probability of every word to come next, `[vocabulary]`; 0 for what may not be said
 * @param end index of the end marker
 */
export function sayNext(speaker: Speaker, row: Float32Array, end: number): void {
  const word = speaker.choose(row);
  const nothingMayBeSaid = row[word] === 0;
  if (!nothingMayBeSaid) speaker.line = extend(speaker.line, word, row[word]);
  speaker.done = nothingMayBeSaid || word === end;
}

/**
 * Says captions a word at a time and never goes back: each word is chosen from the model's probabilities as soon as it is
 * due. All captions move along together, carrying the LSTM's memory; those that have ended make room for the others.
 *
 * A caption ends at the end marker, after `maxLength` words, or where no word may be said.
 * @param choosersOf what chooses the words of each caption of a picture
 * @returns for every picture its captions, in the order of their choosers
 */
export async function speak(
  model: ModelOrLayers,
  vocabulary: Vocabulary,
  features: readonly Float32Array[],
  choosersOf: (features: Float32Array) => Choose[],
  captions: number,
  options: SearchOptions,
  watch?: Watch,
): Promise<FoundCaption[][]> {
  const captioner = captionerOf(model);
  checkLengths(options);
  checkInputs(captioner, vocabulary, features);
  const { start, end } = markerIndices(vocabulary);
  const silence = speechRules(vocabulary, options);
  const { alternatives = 0, maxLength } = options;

  return inBatches(features, captions, options, async (batch) => {
    const byPicture = batch.map((row, picture) =>
      choosersOf(row).map((choose) => ({ line: startOf(picture, start), choose, done: false })),
    );
    const speakers: Speaker[] = byPicture.flat();
    const reader = openReader(captioner, batch, options.looks);
    try {
      for (let step = 0; step < maxLength; step++) {
        const open = speakers.filter(({ done }) => !done);
        if (open.length === 0) break;
        const reading = await reader.read(open.map(({ line }) => line));
        open.forEach((speaker, i) => {
          const row = rowOf(reading.probabilities, i, vocabulary);
          silence(row, speaker.line);
          const before = speaker.line;
          sayNext(speaker, row, end);
          if (speaker.line === before) return; // nothing could be said
          speaker.line.looked = reading.looked?.[i];
          if (alternatives > 0)
            speaker.line.alternatives = alternativesOf(row, alternatives, vocabulary);
          watch?.(speaker.line, speaker.done ? 'ended' : 'kept');
        });
      }
    } finally {
      reader.dispose();
    }
    return byPicture.map((lines) =>
      lines.map(({ line }) => captionOf(saidWords(line, vocabulary))),
    );
  });
}
