import { laidAcross, tf } from '../../engine/index.js';
import { dense } from '../dense.js';
import { type LstmState, lstmFromGates } from '../lstm-step.js';
import { gatesBack } from './gates-back.js';
import { look, ofRows } from './look.js';
import { type LookGradients, lookBack } from './look-back.js';
import type { AttentionWeights, Places } from './weights.js';

/** What the steps of captions begin from, and what their words say to each of them. */
export interface LoopInputs extends LstmState {
  places: Places;
  /** The words' part of the LSTM's gates, `[steps, captions, 4 units]`. */
  gates: tf.Tensor3D;
  /** The words' part of the sentinel's gate, `[steps, captions, units]`. */
  shown?: tf.Tensor3D;
}

/** What a pass keeps of all steps, `[steps, captions, …]` each: nothing of every unit of every cell. */
const kept = ['hidden', 'cell', 'seen', 'mixed', 'looked', 'sums'] as const;
type Pass = Record<(typeof kept)[number], tf.Tensor>;

/** All steps, one after the other. */
function forward(weights: AttentionWeights, { places, gates, shown, ...first }: LoopInputs): Pass {
  const shownAt = shown && tf.unstack(shown); // steps x [captions, units]
  let memory: LstmState = first;
  const passed = tf.unstack(gates).map((words, t) => {
    const step = tf.tidy(() => {
      const seen = look(weights, memory, places, shownAt?.[t]);
      const sums = words
        .add(ofRows(seen.seen, weights.context))
        .add(ofRows(memory.hidden, weights.lstm.recurrent)); // [captions, 4 units]
      return { ...seen, ...lstmFromGates(weights, sums, memory.cell), sums };
    });
    memory = { hidden: step.hidden, cell: step.cell };
    return step;
  });
  const all = kept.map((part) => [part, tf.stack(passed.map((step) => step[part]))]);
  return Object.fromEntries(all) as Pass;
}

/** The variables that a step reads, in the order of their gradients. */
const variablesOf = ({ lstm, context, query, score, gate, sentinel }: AttentionWeights) => [
  ...[lstm.recurrent, context, query.kernel, query.bias, score],
  ...(sentinel ? [sentinel.recurrent, sentinel.key] : gate ? [gate.kernel, gate.bias] : []),
];

/** The gradients of everything, from those of the memory and of what was seen after every word. */
function backward(
  weights: AttentionWeights,
  { places, gates, shown, ...first }: LoopInputs,
  pass: Pass,
  { dHidden, dSeen }: { dHidden: tf.Tensor; dSeen: tf.Tensor },
): tf.Tensor[] {
  const { lstm, context, query, gate, sentinel, score } = weights;
  const [steps, captions] = gates.shape;
  const rows = (all: tf.Tensor) => all.reshape([steps * captions, -1]) as tf.Tensor2D; // [steps * captions, …]
  const before = (all: tf.Tensor, begin: tf.Tensor) =>
    tf.concat([begin.expandDims(0), all.slice(0, steps - 1)]); // [steps, captions, …]
  const hiddens = rows(before(pass.hidden, first.hidden)); // [steps * captions, units]
  const cells = before(pass.cell, first.cell);
  const asked = dense(hiddens, query); // [steps * captions, units]
  const byMemory = sentinel
    ? ofRows(hiddens, sentinel.recurrent).add(rows(shown as tf.Tensor)) // [steps * captions, units]
    : dense(hiddens, gate as NonNullable<typeof gate>); // [steps * captions, 1]
  const ofSteps = (all: tf.Tensor) => tf.unstack(all.reshape([steps, captions, -1])); // steps x [captions, …]
  const at = {
    ...{ asked: ofSteps(asked), shown: ofSteps(byMemory), cell: ofSteps(cells) },
    ...{ looked: ofSteps(pass.looked), mixed: ofSteps(pass.mixed) },
    ...{ sums: ofSteps(pass.sums), after: ofSteps(pass.cell) },
    ...{ dHidden: ofSteps(dHidden), dSeen: ofSteps(dSeen) },
  };
  const back = {
    ...{ recurrent: laidAcross(lstm.recurrent), context: laidAcross(context) }, // [4 units, units]
    query: laidAcross(query.kernel), // [units, units]
    shown: laidAcross(sentinel ? sentinel.recurrent : (gate as NonNullable<typeof gate>).kernel), // [units or 1, units]
  };
  type Step = LookGradients & {
    dGates: tf.Tensor;
    dHiddenBefore: tf.Tensor;
    dCellBefore: tf.Tensor;
  };
  const all: Pick<Step, 'dGates' | 'dAsked' | 'dShown' | 'dMixed' | 'dOwn'>[] = [];
  let later = [0, 0, 0, 0].map(() => tf.scalar(0)) as tf.Tensor[]; // of hidden, of cell, of keys, of score
  for (let t = steps - 1; t >= 0; t--) {
    const [dGates, dAsked, dShown, dMixed, dHiddenBefore, dCellBefore, dKeys, dScore, dOwn] =
      tf.tidy(() => {
        const memory = { sums: at.sums[t], before: at.cell[t], after: at.after[t] };
        const lstmBack = gatesBack(weights, memory, at.dHidden[t].add(later[0]), later[1]);
        const seen = at.dSeen[t].add(ofRows(lstmBack.dGates, back.context)); // [captions, units]
        const now = {
          ...{ asked: at.asked[t], shown: at.shown[t], cell: at.cell[t] },
          ...{ looked: at.looked[t], mixed: at.mixed[t] },
        };
        const looks = lookBack(weights, seen, now, places);
        const toHidden = ofRows(lstmBack.dGates, back.recurrent)
          .add(ofRows(looks.dAsked, back.query))
          .add(ofRows(looks.dShown, back.shown)); // [captions, units]
        const { dAsked, dShown, dMixed, dCell, dOwn } = looks;
        return [
          ...[lstmBack.dGates, dAsked, dShown, dMixed, toHidden],
          dCell ? lstmBack.dCell.add(dCell) : lstmBack.dCell,
          ...[looks.dKeys.add(later[2]), looks.dScore.add(later[3])],
          ...(dOwn ? [dOwn] : []),
        ];
      });
    tf.dispose(later);
    later = [dHiddenBefore, dCellBefore, dKeys, dScore];
    all[t] = { dGates, dAsked, dShown, dMixed, dOwn };
  }
  const together = (part: keyof (typeof all)[0]) =>
    tf.concat(all.map((step) => step[part] as tf.Tensor)) as tf.Tensor2D; // [steps * captions, …]
  const [dGates, dAsked, dShown] = (['dGates', 'dAsked', 'dShown'] as const).map(together);
  const byPicture = (x: tf.Tensor) => {
    const [pictures] = places.says.shape;
    const width = x.shape[x.rank - 1];
    const split = x.reshape([steps, pictures, -1, width]).transpose([1, 0, 2, 3]); // [pictures, steps, k, …]
    return split.reshape([pictures, -1, width]); // [pictures, steps * k, …]
  };
  const dSays = tf.matMul(byPicture(pass.looked), byPicture(together('dMixed')), true); // [pictures, cells, units]
  const [dHidden0, dCell0, dKeys, dScore] = later;
  const inKernel = (x: tf.Tensor, dy: tf.Tensor) => tf.matMul(rows(x), dy as tf.Tensor2D, true); // [inputs, outputs]
  const remembered = () => byMemory.sigmoid().mul(rows(cells).tanh()); // [steps * captions, units]
  return [
    ...[dSays, dKeys.mul(score.flatten()).mul(2), dHidden0, dCell0, dGates.reshape(gates.shape)],
    ...(shown ? [dShown.reshape(shown.shape)] : []),
    ...[inKernel(hiddens, dGates), inKernel(pass.seen, dGates)],
    ...[inKernel(hiddens, dAsked), dAsked.sum(0), dScore],
    inKernel(hiddens, dShown),
    sentinel ? inKernel(remembered(), together('dOwn')) : dShown.sum(0),
  ];
}

/**
 * The steps of whole captions, each with a look at the picture before its word is read, in one operation with a gradient of
 * its own. TensorFlow.js would keep, for each step, what every unit of every cell makes of the question, and the copies of the
 * cells that its gradients need; here that is computed once more on the way back, the weights' gradients are products over
 * all steps, and what is kept of a step is small.
 * @returns the memory and what was seen after each word, `[steps, captions, units]` both
 */
export function attentionLoop(
  weights: AttentionWeights,
  inputs: LoopInputs,
): { hidden: tf.Tensor3D; seen: tf.Tensor3D } {
  const { places, hidden, cell, gates, shown } = inputs;
  const given = [places.says, places.keys, hidden, cell, gates, ...(shown ? [shown] : [])];
  const { units } = weights;
  const run = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const pass = forward(weights, inputs);
    save([...given, ...kept.map((part) => pass[part])]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) =>
      tf.tidy(() => {
        const [says, keys, hidden, cell, gates] = saved;
        const passed = kept.map((part, i) => [part, saved[given.length + i]]);
        const again = {
          places: { says, keys } as Places,
          ...({ hidden, cell, gates } as Pick<LoopInputs, 'hidden' | 'cell' | 'gates'>),
          shown: shown && (saved[5] as tf.Tensor3D),
        };
        const [dHidden, dSeen] = tf.split(dy, [units, units], 2); // [steps, captions, units]
        return backward(weights, again, Object.fromEntries(passed) as Pass, { dHidden, dSeen });
      });
    return { value: tf.concat([pass.hidden, pass.seen], 2), gradFunc }; // [steps, captions, 2 units]
  });
  const [all, seen] = tf.split(run(...given, ...variablesOf(weights)), [units, units], 2);
  return { hidden: all as tf.Tensor3D, seen: seen as tf.Tensor3D };
}
