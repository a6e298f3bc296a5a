import { element } from '../../../display/page/element.js';
import type { WhatIf } from '../../what-if/what-if.js';
import type { ShownPicture } from '../page-data.js';
import { captionText } from './choose.js';
import { pictureOf } from './picture.js';

const logText = (value: number) => value.toFixed(2).replace('-', '−');

/** How much a covered patch takes from a caption, as a share of the most that any takes; 0 where it takes nothing. */
function sharesOf({ covered, logProbability }: WhatIf): number[] {
  const losses = covered.map((one) => Math.max(0, logProbability - one.logProbability));
  const most = Math.max(...losses);
  return losses.map((loss) => (most > 0 ? loss / most : 0));
}

/** What becomes of the caption when a patch is covered, in words. */
function told({ covered, logProbability }: WhatIf, at: number): string {
  const { logProbability: left, caption } = covered[at];
  const change = `Log probability of the caption: ${logText(logProbability)} → ${logText(left)}.`;
  return caption === undefined
    ? `${change} The model still says the same.`
    : `${change} Now it says: “${caption || '(nothing)'}”`;
}

/** Which cell an arrow key leads to in a grid. */
function nextCell(at: number, key: string, { rows, columns }: WhatIf): number | undefined {
  const [row, column] = [Math.floor(at / columns), at % columns];
  const to = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
  }[key];
  if (!to) return undefined;
  const inside = to[0] >= 0 && to[0] < rows && to[1] >= 0 && to[1] < columns;
  return inside ? to[0] * columns + to[1] : at;
}

/** The picture under a grid of patches: each is as strong as what covering it takes from the caption, and covers when it is chosen. */
export function coverGrid(picture: ShownPicture, whatIf: WhatIf): HTMLElement {
  const { covered, columns, colour } = whatIf;
  const shares = sharesOf(whatIf);
  const said = element('p', { class: 'cover-says', 'aria-live': 'polite' });
  said.textContent = 'Choose a patch, by pointing or by arrow keys.';
  const cells = covered.map((one, at) => {
    const place = `row ${Math.floor(at / columns) + 1}, column ${(at % columns) + 1}`;
    const cell = element('button', {
      ...{ type: 'button', class: 'patch', tabindex: at === 0 ? 0 : -1 },
      'aria-label': `Cover ${place}${one.caption === undefined ? '' : ', another caption'}`,
    });
    cell.style.setProperty('--loss', `${Math.round(70 * shares[at])}%`);
    cell.style.setProperty('--cover', colour);
    if (one.caption !== undefined) cell.append(element('span', { 'aria-hidden': 'true' }, '≠'));
    return cell;
  });
  const choose = (at: number) => {
    for (const cell of cells) cell.classList.toggle('covers', cell === cells[at]);
    said.textContent = told(whatIf, at);
  };
  const grid = element(
    'div',
    { class: 'patches', role: 'group', 'aria-label': 'Patches of the picture' },
    ...cells,
  );
  grid.style.gridTemplateColumns = `repeat(${columns}, 1fr)`;
  grid.addEventListener('pointerover', ({ target }) => {
    const at = cells.indexOf(target as HTMLButtonElement);
    if (at >= 0) choose(at);
  });
  grid.addEventListener('focusin', ({ target }) =>
    choose(cells.indexOf(target as HTMLButtonElement)),
  );
  grid.addEventListener('click', ({ target }) => {
    const at = cells.indexOf((target as Element).closest('button') as HTMLButtonElement);
    if (at >= 0) choose(at);
  });
  grid.addEventListener('keydown', (event) => {
    const at = cells.indexOf(event.target as HTMLButtonElement);
    const next = nextCell(at, event.key, whatIf);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // in an opened card the arrows turn to another picture
    cells[at].tabIndex = -1;
    cells[next].tabIndex = 0;
    cells[next].focus();
  });
  const seen = element('div', { class: 'seen' }, pictureOf(picture, false), grid);
  return element('div', { class: 'cover' }, seen, said);
}

/** Tells how a caption goes on from another word; the words are buttons in the steps. */
export function otherWordsOf({ greedy }: ShownPicture, { others, logProbability }: WhatIf) {
  const said = element('p', { class: 'other-says', 'aria-live': 'polite' });
  const first = captionText(greedy);
  const choose = (step: number, word: string) => {
    const other = others[step]?.find((one) => one.word === word);
    if (!other) return;
    const words = other.caption.split(' ').filter(Boolean);
    const kept = words.slice(0, step).join(' ');
    const [put = '(end)', ...rest] = words.slice(step);
    said.replaceChildren(
      'It goes on: ',
      ...(kept ? [`${kept} `] : []),
      element('mark', {}, put),
      ` ${rest.join(' ')} `.trimEnd(),
      element(
        'small',
        {},
        ` log probability ${logText(other.logProbability)}; “${first}” had ${logText(logProbability)}`,
      ),
    );
  };
  const isKnown = (step: number, word: string) =>
    others[step]?.some((one) => one.word === word) ?? false;
  return { said, choose, isKnown };
}
