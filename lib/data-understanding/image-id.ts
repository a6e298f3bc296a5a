import { basename } from 'node:path';
import { UserError } from '../outputs/index.js';
import { pictureEndings } from './picture-kinds.js';
import type { ImageId } from './types.js';

const ending = `\\.(?:${pictureEndings.join('|')})`;
const endingAndRest = new RegExp(`${ending}(?:\\..*)?$`, 'is');
const upToEnding = new RegExp(`^.+?${ending}(?=\\.|$)`, 'is');

/** A name as it is compared: its letters and marks put together (NFC), whole characters only. */
const comparable = (name: string) => Buffer.from(name.normalize('NFC')).toString().trimEnd();

/**
 * A picture's id: its file name without a picture's ending and what follows that, in Unicode's composed form. `walk.0.jpg` is
 * `walk.0`, Flickr8k's `2258277193_586949ec62.jpg.1` is `2258277193_586949ec62`. The id of an id is itself.
 */
export function imageIdOf(fileName: string): ImageId {
  let id = comparable(basename(fileName)) || fileName;
  for (;;) {
    const at = id.search(endingAndRest);
    const shorter = at > 0 ? id.slice(0, at).trimEnd() : '';
    if (shorter === '') return id;
    id = shorter;
  }
}

/** A picture's name as captions and lists give it, up to its ending. */
function pictureNameOf(name: string): string {
  const whole = comparable(name);
  return upToEnding.exec(whole)?.[0] ?? whole;
}

/** The file name of each id, as captions give it. */
export type PictureNames = Map<ImageId, string>;

/**
 * The id of a picture's name, noted so that no other picture gets it.
 * @throws UserError naming both when another picture has the id already
 */
export function claimId(names: PictureNames, fileName: string, where: string): ImageId {
  const id = imageIdOf(fileName);
  const name = pictureNameOf(fileName);
  const before = names.get(id);
  if (before === undefined) names.set(id, name);
  else if (before !== name) {
    throw new UserError(
      `${where}: "${before}" and "${name}" would both be the picture "${id}". Rename one of them, its file too.`,
    );
  }
  return id;
}
