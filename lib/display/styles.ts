/** The style sheet that goes with every piece of page: it takes the theme's own colours where there are any. */
const css = `
.cl{font-family:var(--jp-content-font-family,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif);font-size:13px;line-height:1.45;margin:4px 0 8px}
.cl-quiet{color:color-mix(in srgb,currentColor 65%,transparent)}
`;

const styleTag = `<style>${css.replace(/\n/g, '')}</style>`;

/** A piece of page with the style sheet it needs. */
export function styled(body: string): string {
  return `${styleTag}<div class="cl">${body}</div>`;
}
