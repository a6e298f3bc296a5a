import { describe, test } from 'node:test';
import { cleanCaptions } from '../../lib/cleaning/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import {
  analogy,
  captionCooccurrences,
  nearestWords,
  readGlove,
  trainWordVectors,
  wordSimilarity,
} from '../../lib/embeddings/index.js';
import { buildVocabulary, countWords, trainCaptions } from '../../lib/vocabulary/index.js';
import { assertSays } from '../prose.js';
import { sharedData } from '../shared-data.js';

const notebook = '07-embeddings';
const glove = sharedData('glove/glove.6B.200d.flickr8k-train-vocab.txt');
const folder = sharedData('flickr8k');
const skip = !glove || !folder ? 'no Flickr8k or GloVe under ../shared/data' : false;
const grouped = (value: number) => value.toLocaleString('en');

async function openFlickr() {
  const dataset = await openDataset({ name: 'flickr8k', folder });
  const captions = trainCaptions(dataset, cleanCaptions(dataset.captions, 'tutorial'));
  const counts = countWords(captions);
  return { captions, counts, vocabulary: buildVocabulary(counts, { minCount: 10 }) };
}

describe('what notebook 7 says about Flickr8k', () => {
  test('by its captions', { skip }, async () => {
    const { captions, counts, vocabulary } = await openFlickr();
    const { counts: pairs } = captionCooccurrences(captions, vocabulary);
    assertSays(notebook, `${grouped(pairs.length)} of ${grouped(vocabulary.size ** 2)}`);
    assertSays(notebook, `Tshirt stands ${counts.get('tshirt')} times`);
    const { matrix } = trainWordVectors(captions, vocabulary, { width: 50 });
    const near = nearestWords('dog', matrix, vocabulary, 3).map(({ word }) => word);
    assertSays(notebook, `the nearest words of dog are ${near.join(', ')}`);
    assertSays(notebook, `dog is near ${near.slice(0, 2).join(' and ')} by the captions`);
  });

  test('by GloVe', { skip }, async () => {
    const { vocabulary } = await openFlickr();
    const matrix = await readGlove(glove as string, vocabulary);
    const numbers = vocabulary.size * 200;
    assertSays(notebook, `${grouped(vocabulary.size)} rows of 200`);
    assertSays(notebook, `${grouped(numbers)} numbers are ${percent(numbers / 1_813_268)}`);
    const near = nearestWords('dog', matrix, vocabulary, 4).map(({ word }) => word);
    assertSays(notebook, `near ${near.slice(0, 3).join(', ')} and ${near[3]} by GloVe`);
    const similar = (a: string, b: string) => wordSimilarity(a, b, matrix, vocabulary).toFixed(2);
    for (const [a, b] of [
      ['black', 'white'],
      ['boy', 'girl'],
      ['left', 'right'],
    ]) {
      assertSays(notebook, `${a} and ${b} ${similar(a, b)}`);
    }
    assertSays(notebook, `dog is like cat (${similar('dog', 'cat')})`);
    const first = (question: [string, string, string]) => analogy(question, matrix, vocabulary)[0];
    for (const question of [
      ['running', 'runs', 'walking'],
      ['man', 'woman', 'boy'],
      ['man', 'men', 'child'],
    ] as [string, string, string][]) {
      const { word, similarity } = first(question);
      assertSays(notebook, `${word} (${similarity.toFixed(2)})`);
    }
    assertSays(notebook, `Only dress fails: ${first(['boy', 'shirt', 'girl']).word} comes first`);
    for (const word of matrix.missing) assertSays(notebook, word);
  });
});

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
