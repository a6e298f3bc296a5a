import { parse } from 'node-html-parser';

const SCORE = /BLEU|ROUGE|CIDEr/;
const PROTOCOL = /\b(coco|COCO|tutorial|markers|tokenizer)\b/;
/** Columns that say for each row how it was counted. */
const TELLING = ['protocol', 'how BLEU is counted'];

/** The scores of a table that neither header, row nor caption names a protocol for. */
function namelessIn(html: string): string[] {
  const page = parse(html);
  const faults: string[] = [];
  for (const table of page.querySelectorAll('table')) {
    const heads = table.querySelectorAll('th').map(({ text }) => text);
    const label = table.getAttribute('aria-label') ?? '';
    if (heads.some((head) => TELLING.includes(head)) || PROTOCOL.test(label)) continue;
    const cells = table.querySelectorAll('td').map(({ text }) => text);
    const named = [...heads, ...cells].filter((text) => SCORE.test(text));
    faults.push(...named.filter((text) => !PROTOCOL.test(text)));
  }
  for (const table of page.querySelectorAll('table')) table.remove();
  const texts = page.querySelectorAll('*').flatMap((one) => one.childNodes);
  const said = texts.filter(({ nodeType }) => nodeType === 3).map(({ text }) => text);
  return [
    ...faults,
    ...said.filter((text) => SCORE.test(text) && /\d\.\d/.test(text) && !PROTOCOL.test(text)),
  ];
}

/**
 * What tells of scores and not of their protocol, in something that is shown: tables, cards, the JSON of a figure, or text
 * whose parts stand between empty lines. Listings of code are not looked at.
 */
export function scoresWithoutProtocol(shown: string): string[] {
  if (shown.includes('class="cl-source"')) return [];
  if (shown.includes('</')) return namelessIn(shown);
  return shown
    .split(/\n\s*\n/)
    .filter((part) => SCORE.test(part) && /\d\.\d/.test(part) && !PROTOCOL.test(part));
}
