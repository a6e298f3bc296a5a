import { tf } from '../tensorflow.js';
import { nativeAdam } from './native.js';
import { plainAdam } from './plain.js';
import type { MakeAdam, Moments } from './types.js';
import { wasmAdam } from './wasm.js';

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
  /** What a training needs to go on from here. */
  state(): Promise<AdamState>;
  /** Frees the tensors that the optimizer keeps. */
  dispose(): void;
}

const faster: Record<string, MakeAdam> = { tensorflow: nativeAdam, wasm: wasmAdam };

/**
 * Shrinks matrices a little; vectors, which are biases, stay. Apart from the gradient, as Loshchilov & Hutter (2019) and
 * Keras's `AdamW` do it, so that Adam does not even it out.
 */
function decay(variables: tf.Variable[], share: number, rates: readonly number[]): void {
  if (share === 0) return;
  for (const [i, variable] of variables.entries()) {
    if (variable.rank > 1) tf.tidy(() => variable.assign(variable.mul(1 - share * rates[i])));
  }
}

/**
 * Adam (Kingma & Ba 2015) as Keras computes it, in as few operations as the engine in use allows. TensorFlow.js's own
 * divides by another epsilon: it corrects the second moment's bias before it adds it.
 * @param state where to go on from; a first step without it
 * @param rates what the learning rate is multiplied by for each variable; by 1 without it
 * @param weightDecay the share of every matrix that a step at learning rate 1 would take away: AdamW
 */
export function createAdam(
  variables: tf.Variable[],
  state?: AdamState,
  weightDecay = 0,
  rates: readonly number[] = variables.map(() => 1),
): Adam {
  const way = (faster[tf.getBackend()] ?? plainAdam)(variables, state);
  let steps = state?.steps ?? 0;
  return {
    apply(gradients, learningRate) {
      steps++;
      decay(variables, weightDecay * learningRate, rates);
      const inOrder = variables.map(({ name }) => gradients[name]);
      way.update({ gradients: inOrder, learningRate, rates, step: steps });
    },
    state: async () => ({ steps, ...(await way.moments()) }),
    dispose: () => way.dispose(),
  };
}
