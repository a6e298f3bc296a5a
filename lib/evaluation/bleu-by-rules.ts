import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import { bleuFrom, corpusBleu } from './bleu.js';
import { protocols, type TextRules, tokensUnder } from './protocols.js';
import { scoreCaptions } from './score-captions.js';

/** BLEU of the same captions, counted in one of the ways that are in use. */
export interface BleuByRules {
  'how BLEU is counted': string;
  'BLEU-1': number;
  'BLEU-4': number;
}

type Captions = ReadonlyMap<ImageId, string>;
type Tokens = (text: string) => string[];

const asItStands: TextRules = { tokenizer: 'whitespace', cleaning: 'none', markers: false };
const coco: Tokens = (text) => tokensUnder(protocols.coco, text);

function corpus(captions: Captions, references: CaptionsById, tokens: Tokens): number[] {
  const candidates = new Map(Array.from(captions, ([id, text]) => [id, tokens(text)]));
  const texts = new Map(Array.from(captions.keys(), (id) => [id, references.get(id) ?? []]));
  const others = new Map(Array.from(texts, ([id, all]) => [id, all.map(tokens)]));
  return corpusBleu(candidates, others).bleu;
}

/** The mean of the captions' own BLEU, as one gets it from NLTK's `sentence_bleu`. */
function meanOfOwn(captions: Captions, references: CaptionsById): number[] {
  const { pictures } = scoreCaptions(captions, references);
  const own = pictures.map(({ counts }) => bleuFrom(counts).bleu);
  return own[0].map((_, n) => own.reduce((sum, bleu) => sum + bleu[n], 0) / own.length);
}

/** The tutorial's slice on captions that have no end marker any more: the last word goes. */
const withoutLastWord = (captions: Captions) =>
  new Map(Array.from(captions, ([id, text]) => [id, text.split(' ').slice(0, -1).join(' ')]));

/** BLEU-1 and BLEU-4 of the same captions by seven ways of counting; the first is what papers report. */
export function bleuByRules(captions: Captions, references: CaptionsById): BleuByRules[] {
  const under = (rules: TextRules) =>
    corpus(captions, references, (text) => tokensUnder(rules, text));
  const lowerCase: Tokens = (text) => tokensUnder(asItStands, text.toLowerCase());
  const ways: [string, number[]][] = [
    ['as papers do (coco)', under(protocols.coco)],
    ["each caption's own, then the mean", meanOfOwn(captions, references)],
    ['split at blanks, punctuation kept', corpus(captions, references, lowerCase)],
    ['split at blanks, capitals kept too', under(asItStands)],
    ['last word of each caption cut off', corpus(withoutLastWord(captions), references, coco)],
    ["references through the tutorial's cleaning", under(protocols.tutorial)],
    ['the same, startseq and endseq counted', under(protocols.markers)],
  ];
  return ways.map(([name, bleu]) => ({
    ...{ 'how BLEU is counted': name, 'BLEU-1': bleu[0], 'BLEU-4': bleu[3] },
  }));
}
