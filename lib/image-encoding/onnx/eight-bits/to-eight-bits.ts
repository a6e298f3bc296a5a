import type { OnnxGraph, OnnxNode, OnnxWeights } from '../write-model.js';
import type { Range } from './ranges.js';

/** How numbers become whole ones: `x ≈ (whole - zero) * scale`. */
interface Grid {
  scale: number;
  zero: number;
}

const [LEVELS, MOST_SIGNED] = [255, 127];

/** Whole numbers from 0 to 255 over a range. Zero is one of them exactly, for it is what padding adds. */
export function gridOver([low, high]: Range): Grid {
  const [least, most] = [Math.min(low, 0), Math.max(high, 0)];
  const scale = (most - least) / LEVELS || 1;
  return { scale, zero: Math.round((0 - least) / scale) };
}

/** A parameter of the file: one number, or one for each filter. */
const numbers = (name: string, data: OnnxWeights['data'], shape: readonly number[] = []) => ({
  ...{ name, shape, data },
});

/** A value as the 8 bits that it is kept in, and from them again. */
function throughBits(value: string, { scale, zero }: Grid) {
  const [bits, again] = [`${value}/bits`, `${value}/again`];
  const [scaleName, zeroName] = [`${value}/grid`, `${value}/zero`];
  const nodes: OnnxNode[] = [
    { operator: 'QuantizeLinear', inputs: [value, scaleName, zeroName], output: bits },
    { operator: 'DequantizeLinear', inputs: [bits, scaleName, zeroName], output: again },
  ];
  const weights = [
    numbers(scaleName, Float32Array.of(scale)),
    numbers(zeroName, Uint8Array.of(zero)),
  ];
  return { again, nodes, weights };
}

/** Numbers that are kept whole, each filter's by a scale of its own, and the node that makes them what they were. */
function whole(
  { name, shape }: OnnxWeights,
  data: Int8Array | Int32Array,
  scales: Float32Array,
): { node: OnnxNode; weights: OnnxWeights[] } {
  const [bits, grid, zero] = [`${name}/bits`, `${name}/grid`, `${name}/zero`];
  const zeros = new (data.constructor as typeof Int8Array)(scales.length);
  return {
    node: {
      ...{ operator: 'DequantizeLinear', inputs: [bits, grid, zero], output: name },
      attributes: { axis: 0 },
    },
    weights: [
      numbers(bits, data, shape),
      numbers(grid, scales, [scales.length]),
      numbers(zero, zeros, [scales.length]),
    ],
  };
}

/** Filters `[filters, …]` as whole numbers from -127 to 127, and each filter's scale. */
function filtersInBits({ shape, data }: OnnxWeights) {
  const size = data.length / shape[0];
  const scales = Float32Array.from({ length: shape[0] }, (_, filter) => {
    const of = data.subarray(filter * size, (filter + 1) * size) as Float32Array;
    return of.reduce((most, x) => Math.max(most, Math.abs(x)), 0) / MOST_SIGNED || 1;
  });
  const bits = Int8Array.from(data, (x, i) => Math.round(x / scales[Math.floor(i / size)]));
  return { bits, scales };
}

/**
 * A network in 8 bits: filters as whole numbers with a scale for each (symmetric), what flows between operations as whole
 * numbers with a scale and a zero for all of it (Jacob et al. 2018, https://arxiv.org/abs/1712.05877). The file keeps the
 * operations as they are with conversions around them, ONNX's own way to say it
 * (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html), from which ONNX Runtime computes with whole
 * numbers where the processor does so faster.
 * @param ranges of every value that is kept in 8 bits
 */
export function toEightBits(graph: OnnxGraph, ranges: ReadonlyMap<string, Range>): OnnxGraph {
  const grids = new Map([...ranges].map(([value, range]) => [value, gridOver(range)]));
  const given = new Map(graph.weights.map((one) => [one.name, one]));
  const nodes: OnnxNode[] = [];
  const replaced = new Set<string>();
  const added: OnnxWeights[] = [];
  const again = new Map<string, string>();
  const keep = (part: ReturnType<typeof whole>, name: string) => {
    nodes.push(part.node);
    added.push(...part.weights);
    replaced.add(name);
  };
  for (const node of graph.nodes) {
    if (node.operator === 'Conv') {
      const [input, kernel, bias] = node.inputs;
      const filters = given.get(kernel) as OnnxWeights;
      const { bits, scales } = filtersInBits(filters);
      keep(whole(filters, bits, scales), kernel);
      const entering = grids.get(input);
      if (entering) {
        const sums = scales.map((scale) => scale * entering.scale); // of products of both
        const numbers = given.get(bias) as OnnxWeights;
        const wholes = Int32Array.from(numbers.data, (x, filter) => Math.round(x / sums[filter]));
        keep(whole(numbers, wholes, sums), bias);
      }
    }
    nodes.push({ ...node, inputs: node.inputs.map((input) => again.get(input) ?? input) });
    const grid = grids.get(node.output);
    if (!grid) continue;
    const kept = throughBits(node.output, grid);
    nodes.push(...kept.nodes);
    added.push(...kept.weights);
    again.set(node.output, kept.again);
  }
  const weights = [...graph.weights.filter(({ name }) => !replaced.has(name)), ...added];
  return { ...graph, nodes, weights };
}
