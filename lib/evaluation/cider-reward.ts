import { captionsOf, type Dataset, type ImageId } from '../data-understanding/index.js';
import type { Reward } from '../model/index.js';
import { END_TOKEN, type Vocabulary } from '../vocabulary/index.js';
import { ciderD, countDocuments } from './cider.js';
import { type CountedCaption, countCaption } from './ngrams.js';
import { pictureProtocolOf, protocols, scoreName, tokensUnder } from './protocols.js';

/**
 * What a caption of a training picture is worth: its CIDEr-D against the people's captions, with the document frequencies of
 * the training captions. The end marker is a word like the others, in candidates and references: without it a caption that
 * breaks off (*a dog runs with a*) would be worth as much as a whole one, and training would find that out.
 */
export function ciderReward(dataset: Dataset, { words }: Pick<Vocabulary, 'words'>): Reward {
  const protocol = pictureProtocolOf(dataset);
  const counted = (caption: string, ended: boolean): CountedCaption =>
    countCaption([...tokensUnder(protocols[protocol], caption), ...(ended ? [END_TOKEN] : [])]);
  const references = captionsOf(dataset, 'train');
  const countedOf = (id: ImageId) =>
    (references.get(id) ?? []).map((caption) => counted(caption, true));
  function* all() {
    for (const id of references.keys()) yield countedOf(id);
  }
  const documents = countDocuments(all());
  let [last, theirs]: [ImageId?, CountedCaption[]?] = []; // captions of one picture come together
  return {
    name: `${scoreName('CIDEr', protocol)}, ${END_TOKEN} counted`,
    of(id, said) {
      const text = said.map((index) => words[index - 1]);
      const ended = text.at(-1) === END_TOKEN;
      if (!theirs || id !== last) [last, theirs] = [id, countedOf(id)];
      const caption = (ended ? text.slice(0, -1) : text).join(' ');
      return ciderD(counted(caption, ended), theirs, documents);
    },
  };
}
