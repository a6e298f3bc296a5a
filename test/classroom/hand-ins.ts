import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../lib/outputs/index.js';

/** A pupil's answers, as the text of the cells that they fill in, and the points that they deserve. */
export interface HandIn {
  pupil: string;
  answers: Record<string, string>;
  points: number;
  /** A hint that the checks should give. */
  hint?: RegExp;
}

/** The functions of a notebook's solutions, by name. */
function solutionsOf(notebook: string): Record<string, string> {
  const text = readFileSync(join(projectRoot, 'notebooks', 'solutions', `${notebook}.ts`), 'utf8');
  const functions = text.matchAll(/^export (function (\w+)\([\s\S]*?\n\})/gm);
  return Object.fromEntries([...functions].map(([, body, name]) => [name, body]));
}

const { countEach, keepFrequent } = solutionsOf('03-vocabulary');

const allRight = {
  'exercise-3-1': 'const words: number = vocab.wordsToCover(counts, 0.5);',
  'exercise-3-2': `let threshold = 1;
while (vocab.thresholdTable(counts, [threshold + 1])[0].coverage >= 0.975) threshold++;`,
  'exercise-3-3': `const [five, ten] = vocab.thresholdTable(counts, [5, 10]);
const parameters: number = 257 * (five.words - ten.words);`,
  'exercise-3-4': 'const share: number = 1 - vocab.thresholdTable(counts, [2])[0].wordShare;',
  'exercise-3-5': countEach,
  'exercise-3-6': keepFrequent,
};

/** Five hand-ins of notebook 03: four exercises of one point, two functions of two points. */
export const handIns: readonly HandIn[] = [
  { pupil: 'all-right', answers: allRight, points: 8 },
  { pupil: 'none', answers: {}, points: 0 },
  {
    pupil: 'half',
    answers: {
      'exercise-3-1': allRight['exercise-3-1'],
      'exercise-3-2': allRight['exercise-3-2'],
      'exercise-3-5': countEach,
    },
    points: 4,
  },
  {
    pupil: 'one-wrong',
    answers: { ...allRight, 'exercise-3-6': keepFrequent.replace('>=', '>') },
    points: 6,
    hint: /Exercise 3\.6: not yet\. A word that is said exactly `minCount` times is kept/,
  },
  {
    pupil: 'broken-cell',
    answers: { ...allRight, 'exercise-3-5': countEach.replace('{', '{ const = ;') },
    points: 6,
  },
];
