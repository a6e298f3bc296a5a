import { basename, join } from 'node:path';
import {
  type CaptionsById,
  captionsOf,
  type Dataset,
  type ImageId,
} from '../data-understanding/index.js';
import type { PictureSearches } from '../inference/index.js';
import { runOutputs } from '../model/index.js';
import { writeFileWhole } from '../outputs/index.js';
import { type CaptionChoice, choicePath } from './rerank/index.js';

/** Where captions and references lie in COCO's formats. */
export interface CocoFiles {
  /** The greedy captions. */
  captions: string;
  /** The best captions of beam search. */
  beam: string;
  references: string;
}

/** Captions in COCO's results format, of pictures numbered from 1 in their order. */
const resultsOf = (
  searches: ReadonlyMap<ImageId, PictureSearches>,
  say: (one: PictureSearches) => string,
) => Array.from(searches.values(), (one, at) => ({ image_id: at + 1, caption: say(one) }));

/** References as a COCO annotations file holds them, of pictures numbered from 1 in the order of `ids`. */
function cocoAnnotations(
  ids: readonly ImageId[],
  references: CaptionsById,
  fileNameOf: (id: ImageId) => string,
) {
  const images = ids.map((id, at) => ({ id: at + 1, file_name: fileNameOf(id) }));
  const annotations = ids.flatMap((id, at) =>
    (references.get(id) ?? []).map((caption) => ({ image_id: at + 1, caption })),
  );
  return {
    images,
    annotations: annotations.map((one, at) => ({ ...one, id: at + 1 })),
  };
}

/**
 * Writes what both searches said of a split's pictures, and the references, in COCO's two formats: other programs that
 * score captions read them, pycocoevalcap with METEOR and SPICE for one. COCO's pictures have whole numbers: the
 * references name each one's file.
 */
export function writeCocoFiles(
  dataset: Dataset,
  choice: CaptionChoice,
  searches: ReadonlyMap<ImageId, PictureSearches>,
): CocoFiles {
  const { split } = choice;
  const write = (name: string, content: unknown) => {
    const path = join(runOutputs(dataset), name);
    writeFileWhole(path, `${JSON.stringify(content, null, 1)}\n`);
    return path;
  };
  const fileNameOf = (id: ImageId) => basename(dataset.imagePaths.get(id) ?? id);
  const references = cocoAnnotations([...searches.keys()], captionsOf(dataset, split), fileNameOf);
  return {
    captions: write(
      `captions.${split}.coco.json`,
      resultsOf(searches, ({ greedy }) => greedy.caption),
    ),
    beam: write(
      basename(choicePath(dataset, choice)).replace(/json$/, 'coco.json'),
      resultsOf(searches, ({ beams }) => beams[0].caption),
    ),
    references: write(`references.${split}.coco.json`, references),
  };
}
