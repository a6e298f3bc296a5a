import type { tf } from '../tensorflow.js';

/** Adam's settings (Kingma & Ba 2015), Keras's defaults. */
export const BETA_1 = 0.9;
export const BETA_2 = 0.999;
/** Added to the root of the second moment before its bias is corrected, as Keras and TensorFlow do it. */
export const EPSILON = 1e-7;

/** The running means of the gradients and of their squares, all variables' numbers one after the other. */
export interface Moments {
  first: Float32Array;
  second: Float32Array;
}

/** One step of Adam. */
export interface Update {
  /** A gradient for each variable, in their order. */
  gradients: tf.Tensor[];
  learningRate: number;
  /** What it is multiplied by for each variable. */
  rates: readonly number[];
  /** Counted from 1. */
  step: number;
}

/** One way of keeping the moments and of changing the variables by them. */
export interface AdamWay {
  update(update: Update): void;
  moments(): Promise<Moments>;
  dispose(): void;
}

export type MakeAdam = (variables: tf.Variable[], moments?: Moments) => AdamWay;

/** The learning rate that makes up for moments that began at 0. */
export function correctedRate({
  learningRate,
  step,
}: Pick<Update, 'learningRate' | 'step'>): number {
  return (learningRate * Math.sqrt(1 - BETA_2 ** step)) / (1 - BETA_1 ** step);
}
