import { escapeHtml } from './escape.js';
import { piecesPolicy, strictPolicy } from './page-policy.js';

/** A list's options: what each is worth, and what it says. */
export const optionsHtml = (pairs: Record<string, string>) =>
  Object.entries(pairs)
    .map(([value, text]) => `<option value="${value}">${escapeHtml(text)}</option>`)
    .join('');

/** A page's styles and script, and the common width over height of its pictures. */
export interface PageAssets {
  style: string;
  script: string;
  ratio: number;
}

/**
 * A whole page of text around its body, which needs nothing but itself.
 * @param script what it does, where it does something
 */
export const plainPageHtml = (title: string, style: string, body: string, script = ''): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${piecesPolicy(script ? [script] : [])}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
${script && `<script>${script}</script>\n`}</body>
</html>
`;

/**
 * A whole page around its body.
 * @param body HTML
 * @param asks what its script may ask for as it runs: nothing, unless a server answers it
 */
export function pageHtml(
  title: string,
  body: string,
  { style, script, ratio }: PageAssets,
  asks: "'none'" | "'self'" = "'none'",
): string {
  const css = `:root{--ratio:${ratio.toFixed(3)}}\n${style}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${strictPolicy(css, script, asks)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body>
${body}
<script>${script}</script>
</body>
</html>
`;
}
