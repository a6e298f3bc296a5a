import type { DrawnBeamNode } from '../display/beam-tree-drawing.js';
import type { ModelOrLayers } from '../model/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import { type BeamOptions, beamSearch } from './beam.js';
import type { FoundCaption } from './found-caption.js';
import type { Fate } from './grow-beam.js';
import type { Hypothesis } from './hypothesis.js';

/** All that a beam search of one picture looked at: each word behind the one that it goes on from. */
export interface BeamTree {
  nodes: DrawnBeamNode[];
  /** What was found, the best first. */
  captions: FoundCaption[];
}

/**
 * A beam search of one picture with everything it kept and dropped. At each step the `2 * width` best continuations are in
 * it, of which it keeps `width` at most. One tree has one root: the beam cannot be parted into groups.
 * @param features the picture's vector, `[features]`
 */
export async function beamTree(
  model: ModelOrLayers,
  vocabulary: Vocabulary,
  features: Float32Array,
  options: Omit<BeamOptions, 'groups' | 'diversity'>,
): Promise<BeamTree> {
  const nodes: DrawnBeamNode[] = [];
  const placeOf = new Map<Hypothesis, number>();
  const add = (hypothesis: Hypothesis, fate: Fate): number => {
    const { before, word, probability, logProbability, length } = hypothesis;
    const parent = before && (placeOf.get(before) ?? add(before, 'kept'));
    placeOf.set(hypothesis, nodes.length);
    const node = { word: vocabulary.words[word - 1], probability, logProbability, step: length };
    return nodes.push({ ...node, parent, fate, best: false }) - 1;
  };
  const [captions] = await beamSearch(model, vocabulary, [features], options, add);
  markWay(nodes, captions[0]);
  return { nodes, captions };
}

/** Marks the words that a caption goes through. */
function markWay(nodes: DrawnBeamNode[], { words }: FoundCaption): void {
  let at = 0;
  nodes[at].best = true;
  for (const { word } of words) {
    const parent = at;
    at = nodes.findIndex(
      (node) => node.parent === parent && node.word === word && node.fate !== 'dropped',
    );
    nodes[at].best = true;
  }
}
