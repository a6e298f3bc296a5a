import { createHash } from 'node:crypto';

/** A script or style by what it says, as a policy names it. */
const sourceOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The head's line that tells a browser what a page may do: what is not named is forbidden. */
const policyTag = (rules: readonly string[]) =>
  `<meta http-equiv="Content-Security-Policy" content="${["default-src 'none'", ...rules, "base-uri 'none'", "form-action 'none'"].join('; ')}">`;

/** The policy of a page with one script and one sheet of styles: these, and what lies beside the page. */
export const strictPolicy = (style: string, script: string, asks: string) =>
  policyTag([
    "img-src 'self' file: data:",
    `style-src ${sourceOf(style)}`,
    `script-src ${sourceOf(script)} 'self' file:`,
    `connect-src ${asks}`,
  ]);

/**
 * The policy of a page of pieces, which carry styles of their own: these scripts and no handlers, pictures that are inside.
 * @param beside whether scripts that lie beside the page run too
 */
export const piecesPolicy = (scripts: readonly string[], beside = false) =>
  policyTag([
    'img-src data: blob:',
    "style-src 'unsafe-inline'",
    `script-src ${[...new Set(scripts.map(sourceOf)), ...(beside ? ["'self'", 'file:'] : [])].join(' ') || "'none'"}`,
  ]);

/** The scripts that stand in a piece of page which we wrote. */
export const scriptsIn = (html: string): string[] =>
  [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => script);
