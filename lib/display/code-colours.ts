/** Colours of TypeScript on a page: at least 4.5 to 1 on the places where code stands, light and dark. */
export const codeColours = {
  light: {
    comment: '#57616d',
    keyword: '#8a2c7c',
    string: '#96400f',
    number: '#0b6a4d',
    title: '#1a5d9e',
  },
  dark: {
    comment: '#9ba6b2',
    keyword: '#dc9fd4',
    string: '#eba77f',
    number: '#74cda9',
    title: '#84bdf0',
  },
} as const;

/** Where code stands: a shade of grey over the page, which shows through. */
export const codeShade = { colour: [128, 138, 150], opacity: 0.09 } as const;

type Scheme = keyof typeof codeColours;

/** The colours as custom properties. */
export const codeVariables = (scheme: Scheme): string =>
  Object.entries(codeColours[scheme])
    .map(([name, colour]) => `--cl-${name}:${colour};`)
    .join('');

/** The rules that colour what highlight.js has marked, below an element of this class. */
export const codeRules = (scope: string): string =>
  [
    ['comment', 'comment'],
    ['keyword', 'keyword built_in literal'],
    ['string', 'string regexp'],
    ['number', 'number'],
    ['title', 'title'],
  ]
    .map(([name, kinds]) => {
      const selectors = kinds.split(' ').map((kind) => `${scope} .hljs-${kind}`);
      return `${selectors.join(',')}{color:var(--cl-${name})}`;
    })
    .concat(`${scope} .hljs-doctag{font-weight:600}`, `${scope} .hljs-subst{color:inherit}`)
    .join('\n');
