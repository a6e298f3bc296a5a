import { codeRules, codeShade, codeVariables } from './code-colours.js';
import { palette } from './palette.js';

const line = palette.faint;
const shade = `rgba(${codeShade.colour.join(',')},${codeShade.opacity})`;
const words = "system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
const letters = 'ui-monospace,Menlo,Consolas,monospace';

/** Who shows a notebook in the dark: JupyterLab, VS Code, and a page that follows the system (class `cl-page`). */
const inTheDark = ["body[data-jp-theme-light='false'] .cl", 'body.vscode-dark .cl'].join(',');

/** The style sheet that goes with every piece of page. It takes the colours of the page's theme, light or dark. */
const css = `
.cl{${codeVariables('light')}font-family:var(--jp-content-font-family,${words});font-size:13px;line-height:1.45;margin:4px 0 8px}
${inTheDark}{${codeVariables('dark')}}
@media(prefers-color-scheme:dark){.cl-page .cl{${codeVariables('dark')}}}
.cl-quiet{opacity:.76}
.cl-small{font-size:12px}
.cl-mono{font-family:var(--jp-code-font-family,${letters})}
.cl .cl-scroll{overflow-x:auto}
.cl .cl-scroll:focus-visible,.cl pre.cl-source:focus-visible{outline:2px solid ${palette.blue};outline-offset:1px}
.cl table.cl-table{border-collapse:collapse;margin:0;font-size:13px;table-layout:auto;border:none}
.cl table.cl-table th,.cl table.cl-table td{text-align:left;vertical-align:top;padding:4px 18px 4px 8px;border:none;border-bottom:1px solid ${line};max-width:46em;white-space:pre-line;overflow-wrap:break-word;color:inherit;background:none;font-weight:400}
.cl table.cl-table thead th{font-weight:600;white-space:normal;overflow-wrap:normal;vertical-align:bottom}
.cl table.cl-table th:first-child,.cl table.cl-table td:first-child{padding-left:2px}
.cl table.cl-table thead th,.cl table.cl-table thead td{border-bottom:2px solid ${line}}
.cl table.cl-table .cl-number{text-align:right;padding:4px 12px 4px 12px;font-variant-numeric:tabular-nums}
.cl table.cl-table tbody .cl-number{white-space:nowrap}
.cl table.cl-table .cl-list{font-variant-numeric:tabular-nums}
.cl table.cl-table tbody .cl-list{white-space:pre}
.cl .cl-word{white-space:nowrap}
.cl table.cl-table .cl-long{min-width:14em}
.cl table.cl-table tbody tr,.cl table.cl-table tbody tr:nth-child(odd),.cl table.cl-table tbody tr:nth-child(even){background:none}
.cl table.cl-table tbody tr:hover{background:rgba(47,127,191,.1)}
.cl .cl-grid{display:grid;gap:16px;align-items:start}
.cl figure.cl-picture{margin:0;min-width:0}
.cl figure.cl-picture img{display:block;width:100%;height:auto;border-radius:6px;margin:0 0 5px;max-width:100%}
.cl figure.cl-picture figcaption{font-size:12.5px;line-height:1.4;overflow-wrap:break-word;margin:0}
.cl figure.cl-picture figcaption div{margin:0 0 2px}
.cl .cl-title{font-weight:600}
.cl .cl-missing{display:flex;align-items:center;justify-content:center;text-align:center;aspect-ratio:4/3;border:1.5px dashed ${palette.grey};border-radius:6px;margin:0 0 5px;padding:8px;box-sizing:border-box;overflow-wrap:anywhere}
.cl .cl-card{border:1px solid ${line};border-radius:8px;overflow:hidden}
.cl .cl-source-place{font-size:11.5px;padding:5px 12px;border-bottom:1px solid ${line};opacity:.85}
.cl pre.cl-source{margin:0;padding:10px 12px;background:${shade};overflow-x:auto;white-space:pre;border:none;color:inherit}
.cl pre.cl-source code{font-family:var(--jp-code-font-family,${letters});font-size:12.5px;line-height:1.5;background:none;color:inherit;white-space:pre;padding:0}
.cl .hljs-comment{font-style:italic}
${codeRules('.cl')}
.cl svg{max-width:100%;height:auto;font-family:inherit}
`;

/** The style sheet of every piece of page, for a page that holds several. */
export const pieceStyle = css.replace(/\n/g, '');

const styleTag = `<style>${pieceStyle}</style>`;

/** A piece of page with the style sheet it needs. */
export function styled(body: string): string {
  return `${styleTag}<div class="cl">${body}</div>`;
}

/** A piece of page without the style sheet, for a page that has it. */
export const unstyled = (html: string): string =>
  html.replace(/^<style>\.cl\{.*?<\/style>(?=<div class="cl">)/s, '');
