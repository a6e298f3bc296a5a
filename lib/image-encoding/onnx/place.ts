/**
 * Where the encoders lie that somebody brought: `data/encoders/<name>/`, a folder with
 *
 * - the network, `model.onnx`, or where there is but one `.onnx` file, that; Hugging Face's `onnx/` folder serves too;
 * - `preprocessor_config.json`, how its pictures were prepared;
 * - `encoder.json`, if anything is to be said of it: `model`, where the file or its folder is when it lies elsewhere, and
 *   `output`, which of its values is taken.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { dataFolder } from '../../data-understanding/dataset-names.js';
import { shortPath, UserError, writeFileWhole } from '../../outputs/index.js';
import { ENCODER_NAME } from '../store/layout.js';

/** Where one encoder lies. */
export interface OnnxPlace {
  name: string;
  /** The network's file. */
  model: string;
  /** Where its preprocessing is read from: the first of these that is there. */
  configs: string[];
  /** The one of its values that is taken, where that was said. */
  output?: string;
}

/** What `encoder.json` says. */
interface Settings {
  model?: string;
  output?: string;
}

const SETTINGS = 'encoder.json';
const CONFIG = 'preprocessor_config.json';
/** What exports call a network that sees, the best first. */
const MODELS = ['model.onnx', 'onnx/model.onnx', 'vision_model.onnx', 'onnx/vision_model.onnx'];

/** Where encoders that somebody brought have their names. */
const encodersFolder = () => join(dataFolder(), 'encoders');

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();

/** Whether somebody named a file or folder, and not an encoder. */
const isPath = (words: string) => /[/\\]|\.onnx$/i.test(words);

/** The folder of a model's file: an `onnx` folder belongs to the one above it. */
function homeOf(model: string): string {
  const folder = dirname(model);
  return basename(folder) === 'onnx' ? dirname(folder) : folder;
}

/**
 * The name by which an encoder is known that is given by its name, its file or its folder: `model.onnx` is called as its folder.
 * @example
 * ```ts
 * import { encoderName } from 'captionlab/image-encoding';
 *
 * encoderName('downloads/dinov2-small/onnx/model.onnx'); // → 'dinov2-small'
 * encoderName('resnet50.onnx'); // → 'resnet50'
 * encoderName('mobilenet-v2'); // → 'mobilenet-v2'
 * ```
 */
export function encoderName(words: string): string {
  if (!isPath(words)) return words;
  const path = resolve(words);
  if (!/\.onnx$/i.test(path)) return basename(path);
  const isUsual = MODELS.some((model) => basename(model) === basename(path));
  return isUsual ? basename(homeOf(path)) : basename(path).replace(/\.onnx$/i, '');
}

function readSettings(folder: string): Settings {
  const path = join(folder, SETTINGS);
  if (!existsSync(path)) return {};
  let settings: unknown;
  try {
    settings = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UserError(`${shortPath(path)} is not JSON (${(error as Error).message}).`);
  }
  const { model, output, ...more } = Object(settings) as Record<string, unknown>;
  const isText = (value: unknown) => value === undefined || typeof value === 'string';
  if (!isText(model) || !isText(output) || Object.keys(more).length > 0) {
    throw new UserError(
      `${shortPath(path)}: expected {"model": path, "output": name}, both of them texts and neither needed.`,
    );
  }
  return settings as Settings;
}

/** The network in a folder. */
function modelIn(folder: string): string {
  const usual = MODELS.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (usual) return usual;
  const models = readdirSync(folder).filter((name) => /\.onnx$/i.test(name));
  if (models.length === 1) return join(folder, models[0]);
  throw new UserError(
    models.length === 0
      ? `${shortPath(folder)} holds no .onnx file. Expected model.onnx and ${CONFIG}.`
      : `${shortPath(folder)} holds ${models.join(' and ')}: name one, {"model": "${models[0]}"} in ${shortPath(join(folder, SETTINGS))}.`,
  );
}

/**
 * Where an encoder lies that somebody brought.
 * @returns nothing where there is no folder of that name
 * @throws UserError when the folder is not as it should be
 */
export function findOnnxEncoder(name: string): OnnxPlace | undefined {
  const folder = join(encodersFolder(), name);
  if (!ENCODER_NAME.test(name) || !isFolder(folder)) return undefined;
  const { model: told, output } = readSettings(folder);
  const place = resolve(folder, told ?? '.');
  if (!existsSync(place)) {
    throw new UserError(
      `${shortPath(join(folder, SETTINGS))} says that ${name} is ${place}, which is not there. Put it back, or name its new place: npx captionlab encode --encoder <path>`,
    );
  }
  const model = isFolder(place) ? modelIn(place) : place;
  const configs = [folder, dirname(model), homeOf(model)].map((one) => join(one, CONFIG));
  return { name, model, configs: [...new Set(configs)], output };
}

/** The names of all encoders that somebody brought. */
export function onnxEncoders(): string[] {
  const folder = encodersFolder();
  const names = isFolder(folder) ? readdirSync(folder).sort() : [];
  return names.filter((name) => ENCODER_NAME.test(name) && isFolder(join(folder, name)));
}

/** Names what lies elsewhere, so that it is found by its name from now on. */
function keepPlace(name: string, path: string): void {
  const folder = join(encodersFolder(), name);
  const settings = isFolder(folder) ? readSettings(folder) : {};
  const known = settings.model && resolve(folder, settings.model);
  const isInside = path.startsWith(`${resolve(folder)}${sep}`);
  if (isFolder(folder) && existsSync(known ?? folder) && known !== path && !isInside) {
    throw new UserError(
      `${name} is another encoder already, ${shortPath(known ?? folder)}. Rename ${path}, or delete ${shortPath(folder)}.`,
    );
  }
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ ...settings, model: path }, null, 2);
  writeFileWhole(join(folder, SETTINGS), `${text}\n`);
  console.log(`${path} is the encoder ${name} from now on (${shortPath(join(folder, SETTINGS))})`);
}

/**
 * Takes an encoder that is given by its name, its file or its folder. One that lies elsewhere is found by its name from now
 * on; which output is taken is remembered with it.
 * @param reserved names of encoders that nobody else's may have
 * @returns its name
 * @throws UserError when nothing is there, or the name is another's
 */
export function bringEncoder(words: string, reserved: readonly string[], output?: string): string {
  const name = encoderName(words);
  const path = resolve(words);
  const folder = join(encodersFolder(), name);
  if (isPath(words) && path !== resolve(folder)) {
    if (!existsSync(path)) throw new UserError(`${words} is not there: no encoder to take.`);
    if (!ENCODER_NAME.test(name) || reserved.includes(name)) {
      throw new UserError(
        `An encoder that is brought cannot be called "${name}"${reserved.includes(name) ? ', which is one of ours' : ''}: rename ${words}. Expected letters, digits, hyphens and dots.`,
      );
    }
    keepPlace(name, path);
  }
  if (output === undefined) return name;
  if (!isFolder(folder)) {
    throw new UserError(
      `--output is for an encoder that was brought as ONNX, which "${name}" is not.`,
    );
  }
  const text = JSON.stringify({ ...readSettings(folder), output }, null, 2);
  writeFileWhole(join(folder, SETTINGS), `${text}\n`);
  return name;
}
