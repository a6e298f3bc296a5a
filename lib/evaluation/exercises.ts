import { judge, near } from '../data-understanding/exercise.js';
import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import type { ConstantCaption } from './constant-caption.js';
import { sameCaption } from './floors.js';
import type { Inspection } from './inspector/types.js';
import { type ProtocolName, protocols, scoreName } from './protocols.js';
import { scoreCaptions } from './score-captions.js';

export * from './code-exercises.js';

/** Exercise 10.1: the unigram precision of "the the the cat" against "the cat sat on the mat". */
export function clippedPrecision(precision: number): void {
  judge('Exercise 10.1', precision, {
    correct: (answer) => near(answer, 0.75),
    praise: 'The reference says "the" twice, so two of the three count; and the cat.',
    hints: [
      {
        is: 1,
        within: 0.0005,
        say: 'Every word occurs in the reference, true. But how often does the reference say "the"?',
      },
      {
        is: 0.5,
        within: 0.0005,
        say: 'How many times may "the" count? As often as the reference says it, not once.',
      },
    ],
    otherwise:
      'Matches, none counted more often than the reference has it, over the four words said.',
  });
}

/** Exercise 10.2: the brevity penalty of a caption of 7 words whose references have 11 and 8. */
export function brevity(penalty: number): void {
  const expected = Math.exp(1 - 8 / 7);
  judge('Exercise 10.2', penalty, {
    correct: (answer) => near(answer, expected, 0.001),
    praise: 'Against the nearer of the two, 8. One word too few costs 13 %.',
    hints: [
      {
        is: Math.exp(1 - 11 / 7),
        within: 0.001,
        say: 'That is against the longer reference. The nearest length counts.',
      },
      {
        is: 7 / 8,
        within: 0.0001,
        say: 'The ratio is right. It still has to go into exp(1 - reference / candidate).',
      },
      {
        is: Math.exp(1 - 7 / 8),
        within: 0.001,
        say: 'A penalty above 1 would be a reward. Which length is divided by which?',
      },
      { is: 1, say: 'The candidate is shorter than both. It has to pay.' },
    ],
    otherwise: 'exp(1 - r / c): c is the candidate’s length, r the reference length nearest to it.',
  });
}

/** Exercise 10.3: which protocol is kindest to these captions, by BLEU-1? */
export function kindestProtocol(
  name: string,
  captions: ReadonlyMap<ImageId, string>,
  references: CaptionsById,
): void {
  const answer = name.trim().toLowerCase();
  const scores = answer === '' ? [] : bleu1Table(captions, references);
  const best = scores.reduce((a, b) => (b.value > a.value ? b : a), { name: '', value: -1 });
  judge('Exercise 10.3', answer, {
    correct: (text) => text === best.name,
    praise: `BLEU-1 (${best.name}) ${best.value.toFixed(3)}. Nobody described a single picture better for it.`,
    hints: [
      {
        when: (text) => !(text in protocols),
        say: `No protocol of that name. There are ${Object.keys(protocols).join(', ')}.`,
      },
      { is: 'coco', say: 'Its references still have their "a". Can our model ever say "a"?' },
    ],
    otherwise: 'Which protocol counts words that every caption gets right without looking?',
  });
}

function bleu1Table(captions: ReadonlyMap<ImageId, string>, references: CaptionsById) {
  return (Object.keys(protocols) as ProtocolName[]).map((name) => ({
    name,
    value: scoreCaptions(captions, references, protocols[name]).corpus['BLEU-1'],
  }));
}

/** Exercise 10.4: a constant caption of your own, against the floor, on the dev split. */
export function beatTheFloor(
  caption: string,
  floor: ConstantCaption,
  dev: CaptionsById,
  protocol: ProtocolName,
): void {
  const text = caption.trim();
  const blind = sameCaption(dev.keys(), text);
  const bleu = text === '' ? 0 : scoreCaptions(blind, dev, protocols[protocol]).corpus['BLEU-4'];
  const scores = `${scoreName('BLEU-4', protocol)} ${bleu.toFixed(3)}, the floor has ${floor.bleu[3].toFixed(3)}`;
  judge('Exercise 10.4', text, {
    correct: () => bleu > floor.bleu[3],
    praise: `${scores}. And it still describes nothing. Note that you chose by dev: its score there flatters it.`,
    hints: [
      {
        when: () => text.split(/\s+/).length < 4,
        say: `${scores}. Without four words there is no 4-gram to match.`,
      },
      {
        when: () => bleu < 1e-4,
        say: `${scores}. Not one of its 4-grams is anywhere in the references.`,
      },
    ],
    otherwise: `${scores}. What do many captions end with? Start from the floor’s caption and change a word.`,
  });
}

const wrong = ({ classes }: Inspection['pictures'][number]) => !classes.includes('good');

/** Exercise 10.5: of all captions with a mistake, which was the model surest of? */
export function surestMistake(imageId: string, { pictures }: Inspection): void {
  const bySureness = [...pictures].sort((a, b) => b.greedy.confidence - a.greedy.confidence);
  const [first] = bySureness.filter(wrong);
  judge('Exercise 10.5', imageId.trim(), {
    correct: (id) => id === first?.imageId,
    praise: `It was sure at ${Math.round(100 * (first?.greedy.confidence ?? 0))} % a word, and wrong (${first?.classes.join(', ')}). A listener who cannot see the picture has no way to know.`,
    hints: [
      {
        when: (id) => id === bySureness[0].imageId,
        say: 'Of that one it was surest of all. But no mistake was found in it.',
      },
      {
        when: (id) => id !== '' && !pictures.some((one) => one.imageId === id),
        say: 'There is no picture of that name. The page shows it at the top of an opened card.',
      },
    ],
    otherwise:
      'Press “reset” on the page, then choose “most confident mistakes” where it says “worst first”.',
  });
}

/** Exercise 10.6: which frequent word of the model's has the lowest precision? */
export function leastPrecise(word: string, { agreement }: Inspection): void {
  const said = agreement.filter((one) => one.said > 0);
  const meant = agreement.filter((one) => one.meant > 0);
  if (said.length === 0 || meant.length === 0) {
    console.log('Exercise 10.6: of so few test pictures no word is said often enough to ask this.');
    return;
  }
  const least = said.reduce((a, b) => (b.precision < a.precision ? b : a));
  const missed = meant.reduce((a, b) => (b.recall < a.recall ? b : a));
  judge('Exercise 10.6', word.trim().toLowerCase(), {
    correct: (text) => said.some((one) => one.word === text && one.precision === least.precision),
    praise: `In ${Math.round(100 * (1 - least.precision))} % of the pictures of which the model says it, nobody else does. Training said it often, so it is a good bet; on a single picture it is a guess.`,
    hints: [
      {
        is: missed.word,
        say: 'That is the word that is missed most where most people say it: recall. Look one column to the left.',
      },
      {
        when: (text) => text !== '' && !agreement.some((one) => one.word === text),
        say: 'That word is not in the table.',
      },
    ],
    otherwise: 'Look for the shortest bar under “precision”.',
  });
}

/** Exercise 10.7: of the next words that the model was surest of, which share came? */
export function surestWords(share: number, { calibration: { bins } }: Inspection): void {
  const { confidence, accuracy } = bins[bins.length - 1];
  const verdict =
    confidence - accuracy > 0.02
      ? 'It is surer than it has reason to be.'
      : accuracy - confidence > 0.02
        ? 'It is more modest than it need be.'
        : 'On the diagonal: here its probabilities can be taken at their word.';
  judge('Exercise 10.7', share, {
    correct: (answer) => near(answer, accuracy, 0.006),
    praise: `It gave them ${Math.round(100 * confidence)} % on average. ${verdict}`,
    hints: [
      { is: 100 * accuracy, within: 0.6, say: 'Yes, in percent. Divide by 100.' },
      { is: confidence, within: 0.006, say: 'That is how sure it was. How high does the dot lie?' },
    ],
    otherwise: 'Point at the dot and wait: its words and their share are shown.',
  });
}
