import { decodeSequence, padLeft } from '../caption-preprocessing/index.js';
import { tf } from '../engine/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import { type OpenStep, readByHand } from './lstm-by-hand.js';
import { mergeWeights } from './merge-weights.js';

/** The gates that an LSTM opens and closes. */
export const gateNames = ['forget', 'input', 'output'] as const;
/** A gate's name. */
export type GateName = (typeof gateNames)[number];

/** How near the steps by hand come to TensorFlow.js's own LSTM layer. */
export interface HandAndLayer {
  'words read': number;
  'last word': string;
  'largest number in memory': number;
  'largest difference': number;
}

/**
 * After each word of a caption: the memory that TensorFlow.js's own layer has of that prefix, and that of the steps by
 * hand.
 */
export async function handAgainstLayer(
  model: tf.LayersModel,
  sequence: readonly number[],
  vocabulary: Vocabulary,
): Promise<HandAndLayer[]> {
  const prefixInput = model.inputs.find(({ name }) => name.startsWith('caption_prefix'));
  const output = model.getLayer('caption_lstm').output as tf.SymbolicTensor;
  const reader = tf.model({ inputs: prefixInput as tf.SymbolicTensor, outputs: output });
  const maxLength = (prefixInput?.shape as number[])[1];
  const prefixes = sequence.map((_, i) => padLeft(sequence.slice(0, i + 1), maxLength));
  const read = tf.tidy(() => reader.predict(tf.tensor2d(prefixes, undefined, 'int32'))); // [words, units]
  const byLayer = (await (read as tf.Tensor2D).array()) as number[][];
  tf.dispose(read);
  const byHand = await readByHand(mergeWeights(model), sequence);
  return byHand.map(({ hidden }, i) => ({
    'words read': i + 1,
    'last word': decodeSequence([sequence[i]], vocabulary)[0],
    'largest number in memory': Math.max(...hidden.map(Math.abs)),
    'largest difference': Math.max(...hidden.map((value, unit) => Math.abs(value - byLayer[i][unit]))),
  }));
}

/** What a gate's units do over a caption: `mean`, `[words]`, and some units, each `[words]`. */
export interface GateRows {
  rows: string[];
  /** `[rows][words]`, from 0, shut, to 1, open. */
  values: number[][];
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
  }
  return { rows, values };
}
