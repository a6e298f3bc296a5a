import type { OnnxSession } from '../../../engine/onnx-runtime.js';
import { PORTS } from '../export-network.js';
import type { OnnxGraph, OnnxNode } from '../write-model.js';

/** The smallest and the largest number of a value. */
export type Range = readonly [low: number, high: number];

const LOWEST = '/lowest';
const HIGHEST = '/highest';

/** Operations that only bring pictures into the form that the first layer wants, and those behind the last map. */
const OUTSIDE = ['Transpose', 'Mul', 'GlobalAveragePool', 'Flatten'];

/** Maps that are kept in 8 bits: all that flows from one layer to the next, but what comes out in the end. */
export function keptValues({ nodes, outputs }: OnnxGraph): string[] {
  const given = new Set(outputs.map(({ name }) => name));
  const users = (value: string) => nodes.filter(({ inputs }) => inputs.includes(value));
  const isBounded = (value: string) => {
    const [after, ...others] = users(value);
    return others.length === 0 && (after?.operator === 'Clip' || after?.operator === 'Relu');
  };
  return nodes
    .filter(({ operator }) => !OUTSIDE.includes(operator))
    .map(({ output }) => output)
    .filter((value) => !given.has(value) && !isBounded(value)); // a bound belongs to the operation before it
}

/** The same network, which gives the smallest and the largest number of each of these values, a row for each picture. */
export function withRanges(graph: OnnxGraph, values: readonly string[]): OnnxGraph {
  const sides = [
    ['ReduceMin', LOWEST],
    ['ReduceMax', HIGHEST],
  ];
  const reductions = values.flatMap((value) =>
    sides.map(
      ([operator, end]): OnnxNode => ({
        ...{ operator, inputs: [value], output: value + end },
        attributes: { axes: [1, 2, 3], keepdims: 0 },
      }),
    ),
  );
  const outputs = reductions.map(({ output }) => ({ name: output, shape: [] }));
  return { ...graph, nodes: [...graph.nodes, ...reductions], outputs };
}

/**
 * Between which numbers each value lies, as pictures show: the mean over them of the smallest and of the largest. One odd
 * picture widens nothing; what lies outside is cut off.
 * @param session of the network `withRanges`
 * @param pictures `[side, side, 3]` each
 */
export async function measureRanges(
  { run }: Pick<OnnxSession, 'run'>,
  values: readonly string[],
  pictures: AsyncIterable<Float32Array>,
  side: number,
): Promise<Map<string, Range>> {
  const sums = new Map(values.map((value) => [value, { lowest: 0, highest: 0 }]));
  let count = 0;
  for await (const data of pictures) {
    const found = await run({ [PORTS.picture]: { data, dims: [1, side, side, 3] } });
    for (const [value, sum] of sums) {
      sum.lowest += found[value + LOWEST].data[0];
      sum.highest += found[value + HIGHEST].data[0];
    }
    count++;
  }
  const means = [...sums].map(([value, { lowest, highest }]): [string, Range] => [
    value,
    [lowest / count, highest / count],
  ]);
  return new Map(means);
}
