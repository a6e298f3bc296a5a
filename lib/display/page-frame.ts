import { createHash } from 'node:crypto';
import { escapeHtml } from './escape.js';

const sourceOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but this script, these styles, and what lies beside the page. */
function securityPolicy(style: string, script: string, asks: string): string {
  return [
    "default-src 'none'",
    "img-src 'self' file: data:",
    `style-src ${sourceOf(style)}`,
    `script-src ${sourceOf(script)} 'self' file:`,
    `connect-src ${asks}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

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

/** A whole page of text around its body, which needs nothing but itself. */
export const plainPageHtml = (title: string, style: string, body: string): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
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
<meta http-equiv="Content-Security-Policy" content="${securityPolicy(css, script, asks)}">
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
