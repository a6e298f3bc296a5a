import { tf } from '../tensorflow';
import { nativeAdam } from './native';
import { plainAdam } from './plain';
import type { MakeAdam, Moments } from './types';
import { wasmAdam } from './wasm';

/** All that Adam remembers: write it down, and training goes on from there as if it had never stopped. */
export interface AdamState extends Moments {
  /** Steps taken. */
  steps: number;
}

/** The optimizer. */
export interface Adam {
  /**
   * Takes one step.
   * @param gradients by the variables' names, as `tf.variableGrads` gives them
   */
  apply(gradients: tf.NamedTensorMap, learningRate: number): void;
  state(): Promise<AdamState>;
  dispose(): void;
}

const faster: Record<string, MakeAdam> = { tensorflow: nativeAdam, wasm: wasmAdam };

/**
 * Adam (Kingma & Ba 2015) as Keras computes it, in as few operations as the engine in use allows. TensorFlow.js's own
 * divides by another epsilon: it corrects the second moment's bias before it adds it.
 * @param state where to go on from; a first step without it
 */
export function createAdam(variables: tf.Variable[], state?: AdamState): Adam {
  const way = (faster[tf.getBackend()] ?? plainAdam)(variables, state);
  let steps = state?.steps ?? 0;
  return {
    apply(gradients, learningRate) {
      steps++;
      const inOrder = variables.map(({ name }) => gradients[name]);
      way.update({ gradients: inOrder, learningRate, step: steps });
    },
    state: async () => ({ steps, ...(await way.moments()) }),
    dispose: () => way.dispose(),
  };
}
