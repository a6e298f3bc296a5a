import { captionerOf, type ModelOrLayers } from './captioners.js';

/** A model's parameters: all, those that training changes, and the frozen rest. */
export function countParameters(model: ModelOrLayers): {
  all: number;
  trained: number;
  frozen: number;
} {
  const { layers } = captionerOf(model).graph();
  const sum = (some: typeof layers) => some.reduce((all, { parameters }) => all + parameters, 0);
  const [all, trained] = [sum(layers), sum(layers.filter(({ trainable }) => trainable))];
  return { all, trained, frozen: all - trained };
}
