import { describe, test } from 'node:test';
import { cleanCaptions } from '../../lib/cleaning/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import {
  captionCooccurrences,
  coverageOf,
  nearestWords,
  readGlove,
  scoreAnalogies,
  trainWordVectors,
  wordSimilarity,
} from '../../lib/embeddings/index.js';
import { buildVocabulary, countWords, trainCaptions } from '../../lib/vocabulary/index.js';
import { codeOf } from '../prose.js';
import { assertQuotes, grouped, percent } from '../quotes.js';
import { sharedData } from '../shared-data.js';

const notebook = '07-embeddings';
const glove = sharedData('glove/glove.6B.200d.flickr8k-train-vocab.txt');
const folder = sharedData('flickr8k');
const skip = !glove || !folder ? 'no Flickr8k or GloVe under ../shared/data' : false;

/** The pairs that the notebook asks for under a relation's name. */
function pairsOf(relation: string): [string, string][] {
  const code = codeOf(notebook).replace(/'\s*\+ '/g, '');
  const found = code.match(new RegExp(`'${relation}': pairsOf\\('([^']+)'\\)`));
  if (!found) throw new Error(`the notebook asks nothing of the kind ${relation}`);
  return found[1].split(', ').map((two) => two.split(' ') as [string, string]);
}

describe('what notebook 7 says about Flickr8k', () => {
  test('is so, by its captions and by GloVe', { skip }, async () => {
    const dataset = await openDataset({ name: 'flickr8k', folder });
    const captions = trainCaptions(dataset, cleanCaptions(dataset.captions, 'tutorial'));
    const counts = countWords(captions);
    const vocabulary = buildVocabulary(counts, { minCount: 10 });
    const { counts: met } = captionCooccurrences(captions, vocabulary);
    const { matrix: own } = trainWordVectors(captions, vocabulary, { width: 50 });
    const matrix = await readGlove(glove as string, vocabulary);
    const near = (word: string, by: typeof own, count: number) =>
      nearestWords(word, by, vocabulary, count).map((one) => one.word);
    const similar = (a: string, b: string) => wordSimilarity(a, b, matrix, vocabulary).toFixed(2);
    const scored = (relation: string) => {
      const { right, questions } = scoreAnalogies(pairsOf(relation), matrix, vocabulary);
      return `${right} of ${questions}`;
    };
    const [ofCaptions, ofGlove] = [near('dog', own, 3), near('dog', matrix, 4)];
    const { words, withVector, ofText } = coverageOf(matrix, vocabulary, captions);
    const numbers = vocabulary.size * 200;
    const markers = new Set(['startseq', 'endseq']);
    const homeMade = matrix.missing.filter((word) => !markers.has(word));
    assertQuotes(notebook, [
      `${grouped(met.length)} of ${grouped(vocabulary.size ** 2)}`,
      `the nearest words of dog are ${ofCaptions.join(', ')} by the sum`,
      `by our captions, the is nearest to ${near('the', own, 2).join(' and ')}`,
      `By GloVe's file it is nearest to ${near('the', matrix, 2).join(' and ')}`,
      `${grouped(vocabulary.size)} rows of 200. Row 0 belongs to padding`,
      `dog is near ${ofCaptions.slice(0, 2).join(' and ')} by the captions`,
      `near ${ofGlove.slice(0, 3).join(', ')} and ${ofGlove[3]} by GloVe`,
      ...[
        ['black', 'white'],
        ['boy', 'girl'],
        ['left', 'right'],
      ].map(([a, b]) => `${a} and ${b} ${similar(a, b)}`),
      `dog is like cat (${similar('dog', 'cat')})`,
      `${scored('man → woman')} questions like man → woman`,
      `${scored('running → runs')} like running → runs`,
      `${scored('road → street')} like road → street`,
      ...homeMade,
      `${grouped(withVector)} of ${grouped(words)} words have a vector`,
      `they make up ${percent(ofText)} of the text`,
      `tshirt stands ${counts.get('tshirt')} times`,
      `${grouped(numbers)} numbers are ${((100 * numbers) / 1_813_268).toFixed(0)} %`,
    ]);
  });
});
