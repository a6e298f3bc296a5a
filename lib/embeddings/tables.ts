import type { Vocabulary } from '../vocabulary/index.js';
import { analogy, nearestWords, wordSimilarity } from './neighbours.js';
import type { EmbeddingMatrix } from './types.js';

/** Words with their similarities: `cat 0.74, pet 0.67`. */
function listed(words: { word: string; similarity: number }[]): string {
  return words.map(({ word, similarity }) => `${word} ${similarity.toFixed(2)}`).join(', ');
}

const known = (words: readonly string[], { indexOf }: Vocabulary) =>
  words.every((word) => indexOf.has(word));

/** The nearest words of some words under one or more embeddings, a column each; words that are not in the vocabulary are left out. */
export function neighbourTable(
  words: readonly string[],
  matrices: Record<string, EmbeddingMatrix>,
  vocabulary: Vocabulary,
  count = 5,
): Record<string, string>[] {
  return words
    .filter((word) => known([word], vocabulary))
    .map((word) => ({
      word,
      ...Object.fromEntries(
        Object.entries(matrices).map(([name, matrix]) => [
          name,
          listed(nearestWords(word, matrix, vocabulary, count)),
        ]),
      ),
    }));
}

/** Answers to "a is to b as c is to …"; questions with words that are not in the vocabulary are left out. */
export function analogyTable(
  questions: readonly [string, string, string][],
  matrix: EmbeddingMatrix,
  vocabulary: Vocabulary,
): { question: string; answers: string }[] {
  return questions
    .filter((question) => known(question, vocabulary))
    .map(([a, b, c]) => ({
      question: `${a} is to ${b} as ${c} is to …`,
      answers: listed(analogy([a, b, c], matrix, vocabulary, 3)),
    }));
}

/** The cosine of every two of some words, `[words][words]`. */
export function similarityGrid(
  words: readonly string[],
  matrix: EmbeddingMatrix,
  vocabulary: Vocabulary,
): number[][] {
  return words.map((a) => words.map((b) => wordSimilarity(a, b, matrix, vocabulary)));
}
