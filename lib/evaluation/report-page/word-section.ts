import { escapeHtml } from '../../display/escape.js';
import type { InspectedPicture, Inspection, Judgements } from '../inspector/types.js';
import { many, percent } from '../numbers.js';

/** A share as a bar and a number; of nothing there is none. */
export function shareCell(share: number, of: number): string {
  if (of === 0) return '<td class="quiet">—</td>';
  const width = Math.round(100 * share);
  const bar = `<svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="area" width="${width}" height="8"/></svg>`;
  return `<td><span class="shared">${bar}<span>${percent(share)}</span></span></td>`;
}

type Word = Inspection['agreement'][number];

function wordRow({ word, said, meant, precision, recall }: Word): string {
  const text = escapeHtml(word);
  const button = `<button type="button" class="link" data-word="${text}" title="show pictures with this word">${text}</button>`;
  return `<tr><th scope="row">${button}</th><td class="number">${many(said)}</td>${shareCell(precision, said)}<td class="number">${many(meant)}</td>${shareCell(recall, meant)}</tr>`;
}

const isCount = (head: string) => head === 'said' || head === 'due';
const wordHeads = ['word', 'said', 'precision', 'due', 'recall']
  .map((name) => `<th scope="col"${isCount(name) ? ' class="number"' : ''}>${name}</th>`)
  .join('');

/** Precision and recall of the most frequent words, in two tables side by side; a word's button searches for it. */
export function wordTableHtml({ agreement }: Inspection): string {
  const half = Math.ceil(agreement.length / 2);
  const tables = [agreement.slice(0, half), agreement.slice(half)].filter(({ length }) => length);
  const table = (words: readonly Word[], at: number) =>
    `<div class="scroll" tabindex="0" role="region" aria-label="Words ${at + 1} of ${tables.length}"><table><thead><tr>${wordHeads}</tr></thead><tbody>${words.map(wordRow).join('')}</tbody></table></div>`;
  return `<div class="word-tables">${tables.map(table).join('')}</div>`;
}

type Attribute = keyof Judgements;
const nothing = 'not said';

/** How dark a cell is, 0 to 4, by its share of the row. */
const shade = (count: number, row: number) =>
  count === 0 ? 0 : Math.max(1, Math.ceil((4 * count) / row));

function confusionTable(name: Attribute, pictures: readonly InspectedPicture[]): string {
  const pairs = pictures.flatMap(({ judged }) => judged?.[name] ?? []);
  const found = new Set(pairs.flatMap(({ truth, said }) => [truth, said ?? nothing]));
  const labels = [...found].filter((label) => label !== nothing).sort();
  const columns = found.has(nothing) ? [...labels, nothing] : labels;
  const count = (truth: string, label: string) =>
    pairs.filter((pair) => pair.truth === truth && (pair.said ?? nothing) === label).length;
  const rows = labels
    .filter((truth) => pairs.some((pair) => pair.truth === truth))
    .map((truth) => {
      const all = pairs.filter((pair) => pair.truth === truth).length;
      const cells = columns.map((label) => {
        const times = count(truth, label);
        const verdict = label === nothing ? 'unsaid' : label === truth ? 'right' : 'wrong';
        const kind = `${verdict} shade-${shade(times, all)}`;
        if (times === 0) return '<td class="none">·</td>';
        const said = label === nothing ? '' : ` data-said="${escapeHtml(label)}"`;
        const title = `${times} of ${all}: ${truth}, ${label === nothing ? 'not said' : `called ${label}`}. Show them.`;
        return `<td class="${kind}"><button type="button" data-attribute="${name}" data-truth="${escapeHtml(truth)}"${said} title="${escapeHtml(title)}">${times}</button></td>`;
      });
      return `<tr><th scope="row">${escapeHtml(truth)}</th>${cells.join('')}</tr>`;
    });
  const right = pairs.filter(({ truth, said }) => truth === said).length;
  const heads = columns.map((label) => `<th scope="col"><span>${escapeHtml(label)}</span></th>`);
  return `<figure><figcaption><h3>${name[0].toUpperCase()}${name.slice(1)}</h3><p class="note">${many(right)} of ${many(pairs.length)} right.</p></figcaption><div class="scroll" tabindex="0" role="region" aria-label="What was taken for what: ${name}"><table class="confusion"><thead><tr><th scope="col" class="quiet">true ↓ said →</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></figure>`;
}

/** What was taken for what, a table an attribute; nothing where no truth is known. */
export function confusionsHtml({ judgedBy, pictures }: Inspection): string {
  if (judgedBy !== 'truth') return '';
  const names: Attribute[] = ['subject', 'colour', 'action', 'place'];
  return names.map((name) => confusionTable(name, pictures)).join('');
}
