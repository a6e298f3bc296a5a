import { decodeSequence, padLeft } from '../caption-preprocessing/index.js';
import { tf } from '../engine/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import { type OpenStep, readByHand } from './lstm-by-hand.js';
import { mergeWeights } from './merge-weights.js';

/** The gates that an LSTM opens and closes. */
const gateNames = ['forget', 'input', 'output'] as const;
/** A gate's name. */
export type GateName = (typeof gateNames)[number];

/** How near the steps by hand come to TensorFlow.js's own LSTM layer. */
export interface HandAndLayer {
  'words read': number;
  'last word': string;
  'largest output': number;
  'largest difference': string;
}

/**
 * After each word of a caption: the output that TensorFlow.js's own layer gives for that prefix, and that of the steps
 * by hand.
 */
export async function handAgainstLayer(
  model: tf.LayersModel,
  sequence: readonly number[],
  vocabulary: Vocabulary,
): Promise<HandAndLayer[]> {
  const [prefix, output] = ['caption_prefix', 'caption_lstm'].map(
    (name) => model.getLayer(name).output as tf.SymbolicTensor,
  );
  const reader = tf.model({ inputs: prefix, outputs: output });
  const maxLength = prefix.shape[1] as number;
  const prefixes = sequence.map((_, i) => padLeft(sequence.slice(0, i + 1), maxLength));
  const read = tf.tidy(() => reader.predict(tf.tensor2d(prefixes, undefined, 'int32'))); // [words, units]
  const byLayer = (await (read as tf.Tensor2D).array()) as number[][];
  tf.dispose(read);
  const [byHand] = await readByHand(mergeWeights(model), [sequence]);
  return byHand.map(({ hidden }, i) => ({
    'words read': i + 1,
    'last word': decodeSequence([sequence[i]], vocabulary)[0],
    'largest output': Math.max(...hidden.map(Math.abs)),
    'largest difference': Math.max(
      ...hidden.map((value, unit) => Math.abs(value - byLayer[i][unit])),
    ).toExponential(1),
  }));
}

/** What an LSTM's gates do over a caption. */
export interface GateRows {
  /** What each row is of: a gate's mean, or one of its units, counted from 1. */
  rows: string[];
  /** `[rows][words]`, from 0, shut, to 1, open. */
  values: number[][];
  /** The units chosen, counted from 1, in the order of their rows. */
  units: { gate: GateName; unit: number }[];
}

const spread = (values: number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
};

/**
 * Each gate's mean over all units, then its `chosen` units that move most over the caption, unit by unit: rows for a heat
 * map whose columns are words.
 */
export function gateRows(steps: OpenStep[], chosen: number): GateRows {
  const rows: string[] = [];
  const values: number[][] = [];
  const chosenUnits: GateRows['units'] = [];
  for (const gate of gateNames) {
    const units = steps[0][gate].map((_, unit) => steps.map((step) => step[gate][unit])); // [units][words]
    const moving = units
      .map((over, unit) => ({ over, unit, moves: spread(over) }))
      .sort((a, b) => b.moves - a.moves)
      .slice(0, chosen);
    rows.push(`${gate}: mean`, ...moving.map(({ unit }) => `${gate}: unit ${unit + 1}`));
    values.push(
      steps.map((step) => step[gate].reduce((sum, value) => sum + value, 0) / step[gate].length),
      ...moving.map(({ over }) => over),
    );
    chosenUnits.push(...moving.map(({ unit }) => ({ gate, unit: unit + 1 })));
  }
  return { rows, values, units: chosenUnits };
}

/** What one unit of a gate does where a word is read. */
export interface GateAtWord {
  word: string;
  'times read': number;
  'least open': number;
  'on average': number;
  'most open': number;
}

/**
 * What one unit of a gate does at each word that some captions say at least `least` times: the most shut first.
 * @param unit counted from 1
 * @param read the captions and the steps that read them
 */
export function gateByWord(
  read: { sequence: readonly number[]; steps: readonly OpenStep[] }[],
  { gate, unit, least }: { gate: GateName; unit: number; least: number },
  vocabulary: Vocabulary,
): GateAtWord[] {
  const seen = new Map<number, number[]>();
  for (const { sequence, steps } of read) {
    for (const [i, word] of sequence.entries()) {
      seen.set(word, [...(seen.get(word) ?? []), steps[i][gate][unit - 1]]);
    }
  }
  const often = [...seen].filter(([, values]) => values.length >= least);
  const rows = often.map(([word, values]) => ({
    word: decodeSequence([word], vocabulary)[0],
    'times read': values.length,
    'least open': Math.min(...values),
    'on average': values.reduce((sum, value) => sum + value, 0) / values.length,
    'most open': Math.max(...values),
  }));
  return rows.sort((a, b) => a['on average'] - b['on average']);
}
