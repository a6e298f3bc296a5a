import { smallWords } from '../photograph-words.js';

/** How well model and people agree on one word. */
export interface WordAgreement {
  word: string;
  /** Pictures of which the model says it, and of which more than half of the people do. */
  said: number;
  meant: number;
  /** Share of the pictures of which the model says it where anybody does. */
  precision: number;
  /** Share of the pictures of which most people say it where the model does. */
  recall: number;
}

interface Said {
  tokens: readonly string[];
  references: readonly (readonly string[])[];
}

/**
 * Precision and recall of the words said most often by model or people, small words left out. To be right, one person
 * saying the word is enough; to be missed, more than half must say it.
 */
export function wordAgreement(pictures: readonly Said[], most = 24): WordAgreement[] {
  const counts = new Map<string, { said: number; right: number; meant: number; met: number }>();
  for (const { tokens, references } of pictures) {
    const said = new Set(tokens);
    const people = references.map((words) => new Set(words));
    for (const word of new Set([...said, ...references.flat()])) {
      const count = counts.get(word) ?? { said: 0, right: 0, meant: 0, met: 0 };
      const times = people.filter((words) => words.has(word)).length;
      const meant = 2 * times > people.length;
      count.said += Number(said.has(word));
      count.right += Number(said.has(word) && times > 0);
      count.meant += Number(meant);
      count.met += Number(meant && said.has(word));
      counts.set(word, count);
    }
  }
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return [...counts]
    .filter(([word]) => !smallWords.has(word))
    .sort(([, a], [, b]) => b.said + b.meant - a.said - a.meant)
    .slice(0, most)
    .map(([word, { said, right, meant, met }]) => ({
      ...{ word, said, meant },
      precision: share(right, said),
      recall: share(met, meant),
    }));
}
