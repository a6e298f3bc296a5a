import { byId, element } from '../../../display/page/element.js';
import { bar, percent } from '../../report-page/page/words.js';
import type { Answer, AnsweredWord } from '../questions.js';

/** What is told: the caption as things stand, and that of the whole picture. */
export interface Told {
  answer: Answer;
  whole: Answer;
  isCovered: boolean;
  /** Words that somebody put, the first of the caption. */
  beginning: readonly string[];
}

const END = 'endseq';
const shown = (word: string) => (word === END ? '(end)' : word);
const logText = (value: number) => value.toFixed(2).replace('-', '−');

/** A caption's words as text, without the end marker. */
export const captionOf = ({ words }: Answer) =>
  words.flatMap(({ word }) => (word === END ? [] : [word])).join(' ');

/** The numbers beside a caption, in sentences. */
function factsOf({ answer, whole, isCovered, beginning }: Told): string {
  const own = `Its own caption of the whole picture, “${captionOf(whole) || '(nothing)'}”,`;
  const facts = [`Log probability ${logText(answer.logProbability)}.`];
  const [seen, left] = [whole.logProbability, answer.ofLogProbability ?? whole.logProbability];
  if (isCovered) facts.push(`${own} goes from ${logText(seen)} to ${logText(left)}.`);
  else if (beginning.length > 0) facts.push(`${own} has ${logText(seen)}.`);
  return facts.join(' ');
}

/** The likeliest others in a word's place, each a button. */
function listOthers(
  words: readonly AnsweredWord[],
  at: number,
  onChoose: (beginning: string[]) => void,
): void {
  byId('others-title').textContent = `Instead of “${shown(words[at].word)}”`;
  const before = words.slice(0, at).map(({ word }) => word);
  const items = words[at].others.map(({ word, probability }) => {
    const button = element('button', { type: 'button', class: 'link' }, shown(word));
    button.addEventListener('click', () => onChoose([...before, word]));
    return element('li', {}, button, element('span', {}, percent(probability)), bar(probability));
  });
  byId('others-list').replaceChildren(...items);
  byId('others').hidden = false;
}

/** Shows a caption; its words are buttons. `onChoose` hears with which words the next one shall begin. */
export function tell(told: Told, onChoose: (beginning: string[]) => void): void {
  const { answer, beginning } = told;
  byId('others').hidden = true;
  byId('back').hidden = beginning.length === 0;
  byId('heading').textContent =
    beginning.length > 0
      ? 'The model goes on'
      : told.isCovered
        ? 'Covered, the model says'
        : 'The model says';
  const buttons = answer.words.map(({ word, probability }, at) => {
    const isPut = at === beginning.length - 1;
    const button = element(
      'button',
      {
        ...{ type: 'button', class: isPut ? 'word put' : 'word', 'aria-expanded': 'false' },
        ...{ 'aria-controls': 'others', title: `${shown(word)}: ${percent(probability)}` },
      },
      element('span', {}, shown(word)),
      bar(probability),
    );
    button.addEventListener('click', () => {
      for (const other of buttons) other.setAttribute('aria-expanded', String(other === button));
      listOthers(answer.words, at, onChoose);
    });
    return button;
  });
  byId('says').replaceChildren(...buttons);
  byId('facts').textContent = factsOf(told);
}
