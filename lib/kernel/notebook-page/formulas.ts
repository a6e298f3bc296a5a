import temml from 'temml';
import { escapeHtml } from '../../display/escape.js';

/** A formula of a text: its TeX, and whether it stands on lines of its own. */
interface Formula {
  tex: string;
  display: boolean;
}

/** A text whose formulas have given way to marks that no Markdown parser touches. */
export interface WithoutFormulas {
  text: string;
  /** Puts the formulas, as MathML, where their marks stand in a piece of page. */
  restore(html: string): string;
  /** What is wrong with formulas that cannot be read. */
  faults: string[];
}

const [OPEN, CLOSE] = ['\ue000', '\ue001'];

/**
 * Code, which holds no formulas, an escaped character, or a formula: `$$…$$`, or `$…$` without a blank inside its
 * dollars and without a digit behind them, so that $5 and $10 stay what they are.
 */
const PIECES =
  /(?<code>(?<=^|\n)(?<fence>`{3,}|~{3,})[^\n]*\n[\s\S]*?\n\k<fence>|(?<tick>`+)(?!`)[\s\S]*?(?<!`)\k<tick>(?!`)|\\[\\$`])|\$\$(?<display>[\s\S]+?)\$\$|\$(?![\s$])(?<inline>(?:\\[\s\S]|[^$`\\\n]|\n(?!\s*\n))+?)(?<!\s)\$(?!\d)/g;

function formulaHtml({ tex, display }: Formula): string {
  const math = temml.renderToString(tex, { displayMode: display, throwOnError: true });
  if (!display) return math;
  return `<span class="formula" role="group" tabindex="0" aria-label="formula">${math}</span>`;
}

/** Takes the formulas out of Markdown, and reads them. */
export function takeFormulas(markdown: string): WithoutFormulas {
  const pieces: string[] = [];
  const faults: string[] = [];
  const text = markdown.replace(PIECES, (whole, ...more) => {
    const groups = more.at(-1) as Record<string, string | undefined>;
    if (groups.code !== undefined) return whole;
    const display = groups.display !== undefined;
    try {
      pieces.push(formulaHtml({ tex: (groups.display ?? groups.inline ?? '').trim(), display }));
    } catch (error) {
      faults.push(`the formula ${whole} cannot be read: ${(error as Error).message}`);
      pieces.push(`<code>${escapeHtml(whole)}</code>`);
    }
    return `${OPEN}${pieces.length - 1}${CLOSE}`;
  });
  const restore = (html: string) =>
    html.replace(new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g'), (_, at) => pieces[Number(at)]);
  return { text, restore, faults };
}
