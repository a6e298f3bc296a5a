import {
  type OnnxInput,
  type OnnxSession,
  type OnnxTensor,
  openOnnx,
} from '../../engine/onnx-runtime.js';
import { reasonOf, UserError } from '../../outputs/index.js';
import type { FoundOutput } from './choose-outputs.js';
import { type OnnxOutline, withOutput } from './outline.js';

/** How a network takes its pictures. */
export interface InputFacts {
  name: string;
  /** `[batch, 3, height, width]`, or else `[batch, height, width, 3]`. */
  channelsFirst: boolean;
  /** The side of its pictures, where that is fixed. */
  side?: number;
  /** How many it takes at once, where that is fixed. */
  batch?: number;
}

/** A network that is ready to run. */
export interface OpenNetwork {
  input: InputFacts;
  outputs: FoundOutput[];
  /** How many batches it runs side by side. */
  threads: number;
  /** Runs it on pictures, each `[height, width, 3]`; the outputs of those names. */
  run(
    pictures: readonly Float32Array[],
    names?: readonly string[],
  ): Promise<Record<string, OnnxTensor>>;
}

const COLOURS = 3;

/**
 * What a network says of its input.
 * @param file its name, for messages
 * @throws UserError when it takes no pictures as they are given here
 */
export function readInput({ name, type, shape = [] }: OnnxInput, file: string): InputFacts {
  const text = `${name} ${type} [${shape.map((size) => size || '?').join(', ')}]`;
  if (type !== 'float32') {
    throw new UserError(
      `${file} takes ${text}: expected float32. Take the export in full precision (model.onnx, not model_fp16.onnx or a quantised one).`,
    );
  }
  const isChannel = (at: number) => shape[at] === COLOURS || /channel/i.test(String(shape[at]));
  const channelsFirst = isChannel(1) || !isChannel(3);
  const [colours, height, width] = channelsFirst
    ? [shape[1], shape[2], shape[3]]
    : [shape[3], shape[1], shape[2]];
  const isFree = (size: number | string) => typeof size === 'string';
  const takesPictures =
    shape.length === 4 &&
    (isFree(colours) || colours === COLOURS) &&
    (isFree(height) || isFree(width) || height === width);
  if (!takesPictures) {
    throw new UserError(
      `${file} takes ${text}: expected square pictures, [batch, 3, side, side] or [batch, side, side, 3].`,
    );
  }
  const fixed = (...sizes: (number | string)[]) => sizes.find((size) => typeof size === 'number');
  const side = fixed(height, width) as number | undefined;
  return { name, channelsFirst, side, batch: fixed(shape[0]) as number | undefined };
}

/** Refuses a wanted output that the network does not compute, naming those that it has. */
function checkOutput(outline: OnnxOutline, output: string, file: string): void {
  if (outline.outputs.includes(output)) return;
  const gives = `it gives ${outline.outputs.join(', ')}`;
  if (!outline.computed.has(output)) {
    const last = output.split('/').filter(Boolean).pop() ?? '';
    const alike = [...outline.computed].filter((name) => name.includes(last)).slice(-5);
    const inside = alike.length > 0 ? `, and inside are ${alike.join(', ')}` : '';
    throw new UserError(`${file} has no value ${output}: ${gives}${inside}.`);
  }
  if (outline.weightFiles.length > 0) {
    throw new UserError(
      `${output} is inside of ${file} (${gives}), and a network whose weights lie in files of their own (${outline.weightFiles[0]}) can't be given another output here. ` +
        'Export it with that output, or save it as one file: onnx.save(onnx.load(path), path) in Python.',
    );
  }
}

/** Pictures as the network takes them, one after the other. */
function layOut(pictures: readonly Float32Array[], channelsFirst: boolean): Float32Array {
  const size = pictures[0].length;
  const all = new Float32Array(pictures.length * size);
  const places = size / COLOURS;
  pictures.forEach((picture, n) => {
    if (!channelsFirst) {
      all.set(picture, n * size);
      return;
    }
    for (let i = 0; i < size; i++) {
      all[n * size + (i % COLOURS) * places + Math.floor(i / COLOURS)] = picture[i];
    }
  });
  return all;
}

/** Runs an open network on pictures of `side` pixels. */
export function runner(
  session: OnnxSession,
  { name, channelsFirst }: InputFacts,
  { side, file }: { side: number; file: string },
): OpenNetwork['run'] {
  return async (pictures, names) => {
    const sizes = channelsFirst ? [COLOURS, side, side] : [side, side, COLOURS];
    const data = layOut(pictures, channelsFirst);
    try {
      return await session.run({ [name]: { data, dims: [pictures.length, ...sizes] } }, names);
    } catch (error) {
      throw new UserError(
        `${file} does not run on ${pictures.length} x ${side} x ${side} pixels (${reasonOf(error)}).`,
      );
    }
  };
}

/** Its outputs of grey pictures: two together where it takes any number, else as many as it takes. */
async function tryOut(
  run: OpenNetwork['run'],
  input: InputFacts,
  { side, output, file }: { side: number; output?: string; file: string },
): Promise<{ outputs: FoundOutput[]; batch?: number }> {
  const grey = new Float32Array(side * side * COLOURS);
  const run1 = async (batch: number) => {
    const found = Object.entries(
      await run(
        Array.from({ length: batch }, () => grey),
        output === undefined ? undefined : [output],
      ),
    );
    const each = found.filter(([, { dims }]) => dims[0] === batch);
    if (each.length === 0)
      throw new UserError(`${file} gives nothing that has a row for each picture.`);
    const numbers = each.filter(([, { type }]) => type === 'float32');
    if (numbers.length === 0) {
      const kinds = each.map(([name, { type }]) => `${name} ${type}`).join(', ');
      throw new UserError(`${file} gives ${kinds}: expected float32.`);
    }
    return numbers.map(([name, { dims }]): FoundOutput => ({ name, shape: dims }));
  };
  if (input.batch !== undefined) return { outputs: await run1(input.batch), batch: input.batch };
  try {
    return { outputs: await run1(2) };
  } catch {
    return { outputs: await run1(1), batch: 1 }; // exported for one picture, whatever its input says
  }
}

/** A network's file, read. */
interface NetworkFile {
  encoder: string;
  path: string;
  /** Its name, for messages. */
  file: string;
  bytes: Uint8Array;
  outline: OnnxOutline;
}

/**
 * Opens a network and looks what it gives.
 * @param options.side of its pictures, as they are prepared
 * @param options.output the one of its values that is wanted, an inner one too
 * @param options.threads how many work on it
 * @throws UserError when ONNX Runtime is not here, cannot run it, or the output is none of its values
 */
export async function openNetwork(
  { encoder, path, file, bytes, outline }: NetworkFile,
  options: { side?: number; output?: string; threads?: number },
): Promise<OpenNetwork & { side: number }> {
  const { output, threads } = options;
  if (outline.inputs.length !== 1) {
    throw new UserError(
      `${file} takes ${outline.inputs.join(', ') || 'nothing'}: expected pictures alone. Of a network for pictures and texts take the part for pictures (Hugging Face's vision_model.onnx).`,
    );
  }
  if (output !== undefined) checkOutput(outline, output, file);
  const need = `${encoder}, a network as ONNX,`;
  const isInner = output !== undefined && !outline.outputs.includes(output);
  let session: OnnxSession;
  try {
    session = await openOnnx(need, isInner ? withOutput(bytes, output) : path, threads);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file} cannot be opened by ONNX Runtime (${reasonOf(error)}).`);
  }
  const input = readInput(session.inputMetadata[0], file);
  const side = options.side ?? input.side;
  if (side === undefined) {
    throw new UserError(
      `${file} takes pictures of any size, and its preprocessing gives them none.`,
    );
  }
  if (input.side !== undefined && input.side !== side) {
    throw new UserError(
      `${file} takes pictures of ${input.side} x ${input.side} pixels, but its preprocessing makes them ${side} x ${side}.`,
    );
  }
  const run = runner(session, input, { side, file });
  const { outputs, batch } = await tryOut(run, input, { side, output, file });
  return { input: { ...input, batch }, outputs, threads: session.threads, run, side };
}
