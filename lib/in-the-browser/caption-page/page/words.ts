import { byId, element } from '../../../display/page/element.js';
import { bar, percent } from '../../../evaluation/report-page/page/words.js';
import type { SaidWord } from '../../../inference/index.js';

const END = 'endseq';
const shown = (word: string) => (word === END ? '(end)' : word);

/** The caption on the page, word by word. */
export interface WordStrip {
  /** Shows words; those that stand already stay where they are. */
  show(words: SaidWord[]): void;
}

function wordButton({ word, probability }: SaidWord): HTMLButtonElement {
  const sure = percent(probability);
  return element(
    'button',
    { type: 'button', class: word === END ? 'word end' : 'word', tabindex: -1 },
    element('span', { class: 'text' }, shown(word)),
    bar(probability),
    element('small', {}, sure),
  );
}

/** The words that nearly came in place of one. */
function nearlyOf({ word, alternatives = [] }: SaidWord): HTMLElement[] {
  const title =
    word === END ? 'Where it stopped, it might have said' : `In place of “${shown(word)}”`;
  const rows = alternatives.map((other) =>
    element(
      'li',
      { class: other.word === word ? 'said' : '' },
      element('span', {}, shown(other.word)),
      bar(other.probability, other.word === word ? undefined : 'other'),
      element('span', { class: 'number' }, percent(other.probability)),
    ),
  );
  return [element('h3', {}, title), element('ol', {}, ...rows)];
}

/**
 * Wires the strip of words: hovering, focusing or tapping one tells what nearly came in its place. Tab stops once at the
 * strip, arrow keys move within it.
 */
export function makeWordStrip(): WordStrip {
  const strip = byId('words');
  const nearly = byId('nearly');
  const hint = Array.from(nearly.childNodes);
  let words: SaidWord[] = [];

  const buttons = () => Array.from(strip.children) as HTMLButtonElement[];

  function choose(at: number): void {
    buttons().forEach((button, i) => {
      button.tabIndex = i === at ? 0 : -1;
      button.classList.toggle('chosen', i === at);
      if (i === at) button.setAttribute('aria-describedby', 'nearly');
      else button.removeAttribute('aria-describedby');
    });
    nearly.replaceChildren(...nearlyOf(words[at]));
  }

  const placeOf = (target: EventTarget | null) =>
    buttons().indexOf((target as Element).closest('button') as HTMLButtonElement);
  for (const kind of ['pointerover', 'focusin', 'click'] as const) {
    strip.addEventListener(kind, ({ target }) => {
      const at = placeOf(target);
      if (at >= 0) choose(at);
    });
  }
  strip.addEventListener('keydown', (event) => {
    const at = placeOf(event.target);
    const last = words.length - 1;
    const places: Record<string, number> = {
      ...{ ArrowRight: Math.min(last, at + 1), ArrowLeft: Math.max(0, at - 1) },
      ...{ Home: 0, End: last },
    };
    const next = places[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons()[next].focus();
  });

  return {
    show(next) {
      const same = words.findIndex(
        ({ word, probability }, i) => next[i]?.word !== word || next[i].probability !== probability,
      );
      const kept = same < 0 ? words.length : same;
      for (const button of buttons().slice(kept)) button.remove();
      strip.append(...next.slice(kept).map(wordButton));
      words = next;
      if (kept === 0) nearly.replaceChildren(...hint);
      const [first] = buttons();
      if (first && !buttons().some(({ tabIndex }) => tabIndex === 0)) first.tabIndex = 0;
    },
  };
}
