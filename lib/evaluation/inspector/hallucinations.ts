import { absentThings, hallucination, type NamedThings, thingsOf } from '../absent-things.js';
import type { BootstrapOptions } from '../bootstrap.js';
import type { Found } from './inspect-captions.js';
import type { Inspection } from './types.js';

/**
 * What is named and not there, by greedy search, by beam search and by people. Where no truth is known, each of the people
 * is judged by the others' words.
 */
export function hallucinationsOf(
  { searches, references, truths }: Found,
  search: string,
  options: BootstrapOptions = {},
): Inspection['hallucinations'] {
  const known = [...searches].map(([id, one]) => ({
    ...one,
    ...{ people: references.get(id) ?? [], truth: truths.get(id) },
  }));
  const line = (system: string, pictures: NamedThings[][]) => ({
    system,
    ...hallucination(pictures, options),
  });
  const greedy = known.map((one) => [thingsOf(one.greedy.caption, one.people, one.truth)]);
  const beams = known.map((one) => [thingsOf(one.beams[0].caption, one.people, one.truth)]);
  const people = known.map((one) =>
    one.people.map((text, at) =>
      thingsOf(
        text,
        one.people.filter((_, other) => other !== at),
        one.truth,
      ),
    ),
  );
  const several = known.every((one) => one.truth !== undefined || one.people.length > 1);
  return {
    lines: [
      line('greedy', greedy),
      line(search, beams),
      ...(several ? [line('people', people)] : []),
    ],
    things: absentThings(greedy.flat()),
  };
}
