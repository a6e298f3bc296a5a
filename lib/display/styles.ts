import { palette } from './palette.js';

const line = palette.faint;

/** The style sheet that goes with every piece of page. It takes the colours of the page's theme, light or dark. */
const css = `
.cl{font-family:var(--jp-content-font-family,system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif);font-size:13px;line-height:1.45;margin:4px 0 8px}
.cl-quiet{opacity:.72}
.cl-small{font-size:12px}
.cl-mono{font-family:var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace)}
.cl .cl-scroll{overflow-x:auto}
.cl table.cl-table{border-collapse:collapse;margin:0;font-size:13px;table-layout:auto;border:none}
.cl table.cl-table th,.cl table.cl-table td{text-align:left;vertical-align:top;padding:4px 18px 4px 8px;border:none;border-bottom:1px solid ${line};max-width:46em;white-space:pre-line;overflow-wrap:break-word;color:inherit;background:none}
.cl table.cl-table th{font-weight:600;border-bottom:2px solid ${line};white-space:nowrap;vertical-align:bottom}
.cl table.cl-table .cl-number{text-align:right;padding:4px 12px 4px 12px;font-variant-numeric:tabular-nums;white-space:nowrap}
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
.cl .cl-source-place{font-size:11.5px;padding:5px 12px;border-bottom:1px solid ${line};opacity:.8}
.cl pre.cl-source{margin:0;padding:10px 12px;background:rgba(128,138,150,.07);overflow-x:auto;white-space:pre;border:none;color:inherit}
.cl pre.cl-source code{font-family:var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace);font-size:12.5px;line-height:1.5;background:none;color:inherit;white-space:pre;padding:0}
.cl .hljs-comment{color:var(--jp-mirror-editor-comment-color,#64808a);font-style:italic}
.cl .hljs-doctag{font-weight:600}
.cl .hljs-keyword,.cl .hljs-built_in,.cl .hljs-literal{color:var(--jp-mirror-editor-keyword-color,#a0509a)}
.cl .hljs-string,.cl .hljs-regexp{color:var(--jp-mirror-editor-string-color,#b5542b)}
.cl .hljs-number{color:var(--jp-mirror-editor-number-color,#1f8a68)}
.cl .hljs-title{color:${palette.blue}}
.cl .hljs-subst{color:inherit}
.cl svg{max-width:100%;height:auto;font-family:inherit}
`;

const styleTag = `<style>${css.replace(/\n/g, '')}</style>`;

/** A piece of page with the style sheet it needs. */
export function styled(body: string): string {
  return `${styleTag}<div class="cl">${body}</div>`;
}
