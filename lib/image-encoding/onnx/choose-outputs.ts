import { UserError } from '../../outputs/user-error.js';
import type { MapShape } from '../encoder.js';

/** One output of a network, as it came of some pictures: `[batch, …]`. */
export interface FoundOutput {
  name: string;
  shape: readonly number[];
}

/** How an output is read. */
export type Reading =
  /** `[batch, width]`, also with sides of 1 behind it. */
  | { kind: 'vector'; width: number }
  /** `[batch, before + side * side, width]`: first a class token and what else is no place, then the places. */
  | { kind: 'tokens'; width: number; before: number; side: number }
  /** `[batch, side, side, width]`, or channels first. */
  | { kind: 'map'; width: number; side: number; channelsFirst: boolean };

/** A reading of an output by name. */
export type NamedReading = Reading & { output: string };

/** What is taken of a network: where the vector comes from, and the map where there is one. */
export interface Choice {
  vector: NamedReading;
  map?: Exclude<NamedReading, { kind: 'vector' }>;
}

/** What may stand before the places: nothing, a class token, one more of DeiT's, or a class token and four registers (Darcet et al. 2023). */
const BEFORE = [0, 1, 2, 5];

/** Below so many numbers an output is an answer, as a mask or an age, and no description of a picture. */
const LEAST_WIDTH = 8;

function tokensOf(count: number, width: number): Reading | undefined {
  for (const before of BEFORE) {
    const side = Math.sqrt(count - before);
    if (Number.isInteger(side) && side > 1) return { kind: 'tokens', width, before, side };
  }
  return undefined;
}

function mapOf([a, b, c]: readonly number[], channelsFirst: boolean): Reading | undefined {
  const first = b === c && (a !== b || channelsFirst); // all three alike: as the input is laid out
  if (first) return { kind: 'map', width: a, side: b, channelsFirst: true };
  return a === b ? { kind: 'map', width: c, side: a, channelsFirst: false } : undefined;
}

/**
 * How an output can be read, from its shape alone.
 * @param channelsFirst whether the network's input has its colours first: an output that could be either is laid out alike
 */
function readingOf(
  { shape }: Pick<FoundOutput, 'shape'>,
  channelsFirst: boolean,
): Reading | undefined {
  const [, ...sizes] = shape;
  const reading = (): Reading | undefined => {
    if (sizes.length === 0) return undefined;
    if (sizes.slice(1).every((size) => size === 1)) return { kind: 'vector', width: sizes[0] };
    if (sizes.length === 2 && sizes[0] === 1) return { kind: 'vector', width: sizes[1] };
    if (sizes.length === 3 && sizes[0] === 1 && sizes[1] === 1) {
      return { kind: 'vector', width: sizes[2] };
    }
    if (sizes.length === 2) return tokensOf(sizes[0], sizes[1]);
    return sizes.length === 3 ? mapOf(sizes, channelsFirst) : undefined;
  };
  const found = reading();
  return found && found.width >= LEAST_WIDTH ? found : undefined;
}

/** Names that exports give their outputs, the best first; scores of classes are taken where there is nothing else. */
const VECTOR_NAMES = ['image_embeds', 'pooler_output'];
const MAP_NAMES = ['last_hidden_state'];
const CLASS_SCORES = /logits|prob|softmax/i;

function best<T extends { output: string }>(found: readonly T[], names: readonly string[]) {
  const named = names.map((name) => found.find(({ output }) => output === name));
  const plain = found.filter(({ output }) => !CLASS_SCORES.test(output));
  return named.find(Boolean) ?? plain.at(-1) ?? found.at(-1);
}

const shapeText = ({ name, shape }: FoundOutput) => `${name} [n, ${shape.slice(1).join(', ')}]`;

/**
 * What is taken of a network's outputs: the vector that its makers pool (`image_embeds` of CLIP, `pooler_output`), or the
 * class token, or the map's average; the map of places, or the tokens of places. Where several remain, the last, which is
 * nearest to the network's end.
 * @param found its outputs, in the file's order
 * @param named the one output that is wanted
 * @throws UserError when none is a vector, tokens or a map, or the one that is wanted is not
 */
export function chooseOutputs(
  found: readonly FoundOutput[],
  { channelsFirst, named, file }: { channelsFirst: boolean; named?: string; file: string },
): Choice {
  const wanted = named === undefined ? found : found.filter(({ name }) => name === named);
  const readings = wanted.flatMap((output): NamedReading[] => {
    const reading = readingOf(output, channelsFirst);
    return reading ? [{ ...reading, output: output.name }] : [];
  });
  const vectors = readings.filter(({ kind }) => kind === 'vector');
  const maps = readings.filter(
    (one): one is Exclude<NamedReading, { kind: 'vector' }> => one.kind !== 'vector',
  );
  const map = best(maps, MAP_NAMES);
  const pooled = best(vectors, VECTOR_NAMES);
  const isScores = pooled && CLASS_SCORES.test(pooled.output);
  const vector = (isScores ? map : undefined) ?? pooled ?? map;
  if (vector) return { vector, map };
  throw new UserError(
    `${file}: ${named === undefined ? 'none of its outputs' : 'the output asked for'} is what an encoder gives (${wanted.map(shapeText).join('; ') || 'none'}). ` +
      'Expected [n, numbers], [n, tokens, numbers] with a square number of places, [n, numbers, side, side] or [n, side, side, numbers]. ' +
      'Another of its values, inner ones too: encode --output <name>.',
  );
}

/** The shape of the maps. */
export const shapeOfMap = ({ map }: Choice): MapShape | undefined =>
  map && [map.side, map.side, map.width];
