import { describe, test } from 'node:test';
import { captionsOf, openDataset } from '../../lib/data-understanding/index.js';
import {
  bestConstantCaption,
  personRow,
  protocols,
  sameCaption,
  scoreCaptions,
  tokensUnder,
} from '../../lib/evaluation/index.js';
import { assertQuotes } from '../quotes.js';
import { sharedData } from '../shared-data.js';

const folder = sharedData('flickr8k');
const skip = folder ? false : 'no Flickr8k under ../shared/data';

describe('what notebook 10 says about Flickr8k', () => {
  test('its floors and its people, protocol by protocol', { skip }, async () => {
    const dataset = await openDataset({ name: 'flickr8k', folder });
    const [train, dev, references] = (['train', 'dev', 'test'] as const).map((split) =>
      captionsOf(dataset, split),
    );
    const { caption } = bestConstantCaption(train, dev, 'coco');
    const said = tokensUnder(protocols.coco, caption).join(' ');
    const constant = scoreCaptions(sameCaption(references.keys(), caption), references).corpus;
    const [coco, tutorial, markers] = (['coco', 'tutorial', 'markers'] as const).map((name) =>
      personRow(references, name),
    );
    const digits = (value: number) => value.toFixed(3);
    assertQuotes('10-evaluation', [
      `the constant caption is ${said}, BLEU-1 ${digits(constant['BLEU-1'])} and BLEU-4 ${digits(constant['BLEU-4'])}`,
      `A person: ${digits(coco['BLEU-1'])} and ${digits(coco['BLEU-4'])}`,
      `ROUGE-L gives them ${digits(constant['ROUGE-L'])} and ${digits(coco['ROUGE-L'])}, CIDEr ${digits(constant.CIDEr)} and ${digits(coco.CIDEr)}`,
      `score BLEU-1 ${digits(coco['BLEU-1'])}, ${digits(tutorial['BLEU-1'])} and ${digits(markers['BLEU-1'])} under the three`,
    ]);
  });
});
