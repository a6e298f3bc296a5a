import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import { shown, UserError } from '../outputs/index.js';

type JsonRecord = Record<string, unknown>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a file has the form of COCO's annotations, sound or not. */
export const isCocoAnnotations = (parsed: unknown): parsed is JsonRecord =>
  isRecord(parsed) &&
  'annotations' in parsed &&
  ('images' in parsed || (Array.isArray(parsed.annotations) && isRecord(parsed.annotations[0])));

/** A value that must be a caption, though it may be empty. `where` names the file, the picture and which caption it is. */
export function captionAt(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw new UserError(`${where} is ${shown(value) ?? 'missing'}. Expected a text between quotes.`);
}

/** The picture and the caption of one entry, which `where` names. */
function entryAt(entry: unknown, where: string): [ImageId, string] {
  if (!isRecord(entry)) {
    const form = '{"image_id": 1, "caption": "…"}';
    throw new UserError(`${where} is ${shown(entry)}. Expected ${form}.`);
  }
  const id = entry.image_id;
  if (!(Number.isSafeInteger(id) || (typeof id === 'string' && id !== ''))) {
    throw new UserError(
      `${where} has ${shown(id) ?? 'nothing'} for image_id. Expected a whole number or a text.`,
    );
  }
  return [String(id), captionAt(entry.caption, `${where}, picture ${id}: its caption`)];
}

/**
 * Captions in COCO's results format, `[{ image_id, caption }]`.
 * @throws UserError naming the entry when one is of another form, or a picture has a second caption
 */
export function readResults(path: string, entries: readonly unknown[]): Map<ImageId, string> {
  const captions = new Map<ImageId, string>();
  const firstAt = new Map<ImageId, number>();
  entries.forEach((entry, at) => {
    const where = `${path}: entry ${at + 1}`;
    const [id, caption] = entryAt(entry, where);
    if (captions.has(id)) {
      throw new UserError(
        `${where} is a second caption of picture ${id}, which entry ${firstAt.get(id)} has. ` +
          'Only one caption a picture can be scored: leave one out.',
      );
    }
    captions.set(id, caption);
    firstAt.set(id, at + 1);
  });
  return captions;
}

/**
 * References from a COCO annotations file, in its order.
 * @throws UserError naming the annotation when one is of another form
 */
export function readAnnotations(path: string, { annotations }: JsonRecord): CaptionsById {
  if (!Array.isArray(annotations)) {
    throw new UserError(
      `${path}: its annotations are ${shown(annotations)}. ` +
        'Expected [{"image_id": 1, "id": 1, "caption": "…"}, …].',
    );
  }
  const references: CaptionsById = new Map();
  annotations.forEach((entry, at) => {
    const [id, caption] = entryAt(entry, `${path}: annotation ${at + 1}`);
    const known = references.get(id);
    if (known) known.push(caption);
    else references.set(id, [caption]);
  });
  return references;
}
