import type { Vocabulary } from '../vocabulary/index.js';
import { analogy, nearestWords, wordSimilarity } from './neighbours.js';
import type { EmbeddingMatrix } from './types.js';

/** Words with their similarities: `cat 0.74, pet 0.67`. */
function listed(words: { word: string; similarity: number }[]): string {
  return words.map(({ word, similarity }) => `${word} ${similarity.toFixed(2)}`).join(', ');
}

/** Several embeddings of one vocabulary, each under its name. */
export type Embeddings = Record<string, EmbeddingMatrix>;

const missingOf = (words: readonly string[], { indexOf }: Vocabulary) =>
  words.filter((word) => !indexOf.has(word));

/** Something of each embedding, under its name; where the vocabulary lacks words, which they are. */
function ofEach(
  embeddings: Embeddings,
  words: readonly string[],
  vocabulary: Vocabulary,
  say: (matrix: EmbeddingMatrix) => string,
): Record<string, string> {
  const missing = missingOf(words, vocabulary);
  return Object.fromEntries(
    Object.entries(embeddings).map(([name, matrix]) => [
      name,
      missing.length > 0 ? `not in the vocabulary: ${missing.join(', ')}` : say(matrix),
    ]),
  );
}

/** The nearest words of some words under one or more embeddings, a column each. */
export function neighbourTable(
  words: readonly string[],
  embeddings: Embeddings,
  vocabulary: Vocabulary,
  count = 5,
): Record<string, string>[] {
  return words.map((word) => ({
    word,
    ...ofEach(embeddings, [word], vocabulary, (matrix) =>
      listed(nearestWords(word, matrix, vocabulary, count)),
    ),
  }));
}

/** A question and its answer: the fourth is to the third what the second is to the first. */
export type Analogy = [string, string, string, string];

/** What one or more embeddings answer to "a is to b as c is to …", the best two of each. */
export function analogyTable(
  questions: readonly Analogy[],
  embeddings: Embeddings,
  vocabulary: Vocabulary,
): Record<string, string>[] {
  return questions.map(([a, b, c, wanted]) => ({
    question: `${a} is to ${b} as ${c} is to …`,
    wanted: vocabulary.indexOf.has(wanted) ? wanted : `${wanted} (not in the vocabulary)`,
    ...ofEach(embeddings, [a, b, c], vocabulary, (matrix) =>
      listed(analogy([a, b, c], matrix, vocabulary, 2)),
    ),
  }));
}

/** How many questions of a relation there are, and how many an embedding answers rightly with its first answer. */
export interface AnalogyScore {
  questions: number;
  right: number;
}

/** Asks every question that pairs of one relation allow: `running runs` and `walking walks` make two. */
export function scoreAnalogies(
  pairs: readonly [string, string][],
  matrix: EmbeddingMatrix,
  vocabulary: Vocabulary,
): AnalogyScore {
  const known = pairs.filter((pair) => missingOf(pair, vocabulary).length === 0);
  const score = { questions: 0, right: 0 };
  for (const [a, b] of known) {
    for (const [c, wanted] of known) {
      if (c === a) continue;
      const [first] = analogy([a, b, c], matrix, vocabulary, 1);
      score.questions++;
      if (first?.word === wanted) score.right++;
    }
  }
  return score;
}

/** How many questions of some relations embeddings answer rightly, beside a word drawn by lot: a row for each relation. */
export function analogyScores(
  relations: Record<string, readonly [string, string][]>,
  embeddings: Embeddings,
  vocabulary: Vocabulary,
): Record<string, string | number>[] {
  const percent = (share: number, digits: number) => `${(100 * share).toFixed(digits)} %`;
  const byLot = 1 / Math.max(1, vocabulary.words.length - 3);
  return Object.entries(relations).map(([relation, pairs]) => {
    const scores = Object.entries(embeddings).map(
      ([name, matrix]) => [name, scoreAnalogies(pairs, matrix, vocabulary)] as const,
    );
    const [[, { questions }]] = scores;
    const shares = scores.map(([name, score]) => [
      name,
      questions === 0 ? 'none' : percent(score.right / questions, 0),
    ]);
    const known = pairs.filter((pair) => missingOf(pair, vocabulary).length === 0);
    return {
      relation,
      'pairs known': `${known.length} of ${pairs.length}`,
      questions,
      ...Object.fromEntries(shares),
      'by lot': percent(byLot, 1),
    };
  });
}

/** The cosine of every two of some words, `[words][words]`. */
export function similarityGrid(
  words: readonly string[],
  matrix: EmbeddingMatrix,
  vocabulary: Vocabulary,
): number[][] {
  return words.map((a) => words.map((b) => wordSimilarity(a, b, matrix, vocabulary)));
}
