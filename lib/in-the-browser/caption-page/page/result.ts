import { byId, element } from '../../../display/page/element.js';
import { percent } from '../../../evaluation/report-page/page/words.js';
import type { FoundCaption } from '../../../inference/index.js';
import { wireSpeech } from './speech.js';
import { makeWordStrip, type WordStrip } from './words.js';

/** What the page tells of a picture. */
export interface Result extends WordStrip {
  /** A picture was given: what is told is about to change. */
  wait(): void;
  /** Nothing is about to change. */
  rest(): void;
  /** A new picture is looked at. */
  clear(): void;
  /** The search is over. */
  finish(captions: FoundCaption[], milliseconds: number): void;
}

const captionText = ({ caption }: FoundCaption) => caption || '(nothing)';

/** A caption as a sentence: models learn from lower-case words. */
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** The probability of a whole caption, which is small: in percent, or as one in so many. */
function chance({ logProbability }: FoundCaption): string {
  const share = Math.exp(logProbability);
  if (share >= 0.01) return percent(share);
  return `1 in ${Number((1 / share).toPrecision(2)).toLocaleString('en')}`;
}

function beamRow(found: FoundCaption): HTMLElement {
  return element(
    'li',
    {},
    element('span', {}, captionText(found), found.ended ? '' : ' … (cut)'),
    element('span', { class: 'number' }, chance(found)),
  );
}

/** Says something about the page itself. */
type Tell = (message: string, wrong?: boolean) => void;

function wireCopy(text: () => string, tell: Tell): void {
  const button = byId('copy');
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', () =>
    navigator.clipboard.writeText(text()).then(
      () => tell('Copied.'),
      () => tell('The browser does not let this page copy.', true),
    ),
  );
}

/** Wires the part of the page that tells of a picture. */
export function makeResult(tell: Tell): Result {
  const part = byId('result');
  const said = byId('said');
  const others = byId('others');
  let text = '';
  const strip = makeWordStrip();
  const speech = wireSpeech(() => text);
  wireCopy(() => text, tell);
  const wait = () => part.setAttribute('aria-busy', 'true');
  const rest = () => part.removeAttribute('aria-busy');

  return {
    show: (words) => strip.show(words),
    wait,
    rest,
    clear() {
      part.hidden = false;
      wait();
      said.textContent = '';
      strip.show([]);
    },
    finish(captions, milliseconds) {
      const [best, ...runnersUp] = captions;
      text = sentence(captionText(best));
      strip.show(best.words);
      rest();
      said.textContent = text;
      byId<HTMLImageElement>('picture').alt =
        `${byId('name').textContent}. The model says: ${text}`;
      byId('beams').replaceChildren(...runnersUp.map(beamRow));
      others.hidden = runnersUp.length === 0;
      byId('took').textContent =
        `The whole caption: ${chance(best)} · ${Math.round(milliseconds)} ms`;
      if (speech.always) speech.say(text);
    },
  };
}
