import { type Attribute, nativeOp, type RawTensor, rawNativeOp, release } from '../native-ops.js';
import { tf, valuesOf } from '../tensorflow.js';
import { BETA_1, BETA_2, EPSILON, type MakeAdam } from './types.js';

const FLOAT = { dtype: { type: 'FLOAT' } } as const;
const SETTINGS: Record<string, Attribute> = {
  T: { type: 'FLOAT' },
  use_locking: { flag: false },
  use_nesterov: { flag: false },
};

let made = 0;

/** A variable of TensorFlow's own, which TensorFlow's own optimizers change in place. */
function resource(shape: number[]): RawTensor {
  const name = { text: `captionlab_adam_${made++}` };
  const attributes = { ...FLOAT, shape: { shape }, shared_name: name, container: { text: '' } };
  return rawNativeOp('VarHandleOp', attributes);
}

const write = (to: RawTensor, tensor: tf.Tensor) =>
  nativeOp('AssignVariableOp', { ...FLOAT, validate_shape: { flag: false } }, [to, tensor], 0);

/** A tensor of which nobody reads a number: it takes no time to make, for TensorFlow writes none either. */
const standIn = (shape: number[]): tf.Tensor =>
  nativeOp('Empty', { ...FLOAT, init: { flag: false } }, [tf.tensor1d(shape, 'int32')])[0];

const read = (from: RawTensor): tf.Tensor => nativeOp('ReadVariableOp', FLOAT, [from])[0];

function remove(handle: RawTensor): void {
  nativeOp('DestroyResourceOp', { ignore_lookup_error: { flag: true } }, [handle], 0);
  release(handle);
}

/** The numbers of some resources, one after the other. */
const numbersOf = (handles: RawTensor[]) =>
  valuesOf(() =>
    tf.concat(handles.map((handle) => read(handle).flatten())),
  ) as Promise<Float32Array>; // [parameters]

/**
 * Adam by TensorFlow's own operation for it, `ResourceApplyAdam`: one pass over each variable. TensorFlow changes numbers
 * where they lie if nobody else holds them, and copies them if somebody does: so the variable lets go of them meanwhile.
 */
export const nativeAdam: MakeAdam = (variables, moments) => {
  let start = 0;
  const slots = variables.map(({ shape, size }) => {
    const [weight, first, second] = [0, 0, 0].map(() => resource(shape));
    const part = (of?: Float32Array) =>
      of ? tf.tensor(of.slice(start, start + size), shape) : tf.zeros(shape); // […variable]
    tf.tidy(() => {
      write(first, part(moments?.first));
      write(second, part(moments?.second));
    });
    start += size;
    return { weight, first, second, held: undefined as object | undefined };
  });

  return {
    update({ gradients, learningRate, rates, step }) {
      tf.tidy(() => {
        const [power1, power2, beta1, beta2, epsilon] = [
          ...[BETA_1 ** step, BETA_2 ** step, BETA_1, BETA_2, EPSILON],
        ].map((number) => tf.scalar(number));
        const scalarOf = new Map(
          [...new Set(rates)].map((rate) => [rate, tf.scalar(learningRate * rate)]),
        );
        for (const [i, slot] of slots.entries()) {
          const { weight, first, second } = slot;
          if (variables[i].dataId !== slot.held) write(weight, variables[i]); // set from outside
          variables[i].assign(standIn(variables[i].shape));
          const rate = scalarOf.get(rates[i]) as tf.Scalar;
          const inputs = [
            ...[weight, first, second, power1, power2, rate, beta1, beta2, epsilon],
            gradients[i],
          ];
          nativeOp('ResourceApplyAdam', SETTINGS, inputs, 0);
          variables[i].assign(read(weight));
          slot.held = variables[i].dataId;
        }
      });
    },
    async moments() {
      return {
        first: await numbersOf(slots.map(({ first }) => first)),
        second: await numbersOf(slots.map(({ second }) => second)),
      };
    },
    dispose: () =>
      slots.flatMap(({ weight, first, second }) => [weight, first, second]).forEach(remove),
  };
};
