import { encodeCaption } from '../caption-preprocessing/index.js';
import { cleanCaptions, ensureDescriptions } from '../cleaning/index.js';
import type { Dataset, ImageId, SplitName } from '../data-understanding/index.js';
import { withFeatures } from '../image-encoding/index.js';
import type { ModelInputs } from '../model/index.js';
import { UserError } from '../outputs/index.js';
import { type Vocabulary, withMarkers } from '../vocabulary/index.js';

/** What somebody looks for: cleaned as the data set's captions are, and as the model reads it. */
export interface Query {
  text: string;
  /** Word indices, both markers included; words that the model does not know are left out. */
  sequence: number[];
}

/** A person's caption as a query: one picture is the right answer. */
export interface JudgedQuery extends Query {
  imageId: ImageId;
}

/** Both markers, and a word between them. */
const LEAST_WORDS = 3;

function sequenceOf(text: string, vocabulary: Vocabulary): number[] {
  const marked = withMarkers(new Map([['', [text]]])).get('') ?? [];
  return encodeCaption(marked[0], vocabulary);
}

/**
 * A query as typed.
 * @throws UserError where the model knows none of its words
 */
export function queryOf(
  typed: string,
  { text: rule, language }: Pick<Dataset, 'text' | 'language'>,
  vocabulary: Vocabulary,
): Query {
  const [text = ''] = cleanCaptions(new Map([['', [typed]]]), rule, language).get('') ?? [];
  const sequence = sequenceOf(text, vocabulary);
  if (sequence.length >= LEAST_WORDS) return { text, sequence };
  throw new UserError(`The model knows no word of "${typed}".`);
}

/**
 * People's captions of a split as queries, `most` of each picture. Pictures without features are left out, and captions of
 * which the model knows no word.
 */
export async function peoplesQueries(
  dataset: Dataset,
  split: SplitName,
  { vocabulary, features }: Pick<ModelInputs, 'vocabulary' | 'features'>,
  most = Number.POSITIVE_INFINITY,
): Promise<JudgedQuery[]> {
  const cleaned = await ensureDescriptions(dataset);
  return withFeatures(dataset.splits[split], features)
    .flatMap((imageId) =>
      (cleaned.get(imageId) ?? [])
        .slice(0, most)
        .map((text) => ({ imageId, text, sequence: sequenceOf(text, vocabulary) })),
    )
    .filter(({ sequence }) => sequence.length >= LEAST_WORDS);
}
