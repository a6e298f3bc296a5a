/**
 * The one place for colours. The categorical ones are Okabe and Ito's (2008), told apart by the colour-blind,
 * a little calmer; all of them have enough contrast on white and on JupyterLab's dark grey.
 */
export const palette = {
  blue: '#2f7fbf',
  orange: '#e08a1e',
  green: '#1f9d7a',
  red: '#d2572b',
  purple: '#b2699b',
  sky: '#58b0dc',
  yellow: '#d6bd2e',
  grey: '#8a94a0',
  /** Text in figures; the page's style sheet turns exactly this colour into the page's own text colour. */
  ink: '#55606e',
  /** Lines that help the eye: grids, borders. */
  faint: 'rgba(128, 138, 150, 0.28)',
} as const;

/** The colours of several series, in order. */
export const seriesColours: readonly string[] = [
  palette.blue,
  palette.orange,
  palette.green,
  palette.purple,
  palette.sky,
  palette.red,
  palette.yellow,
  palette.grey,
];

/** Plotly colour scale from little to much. */
export const rampColours: [number, string][] = [
  [0, '#f2f6fa'],
  [0.25, '#b5d3e9'],
  [0.5, '#6aa9d4'],
  [0.75, '#2f7fbf'],
  [1, '#123f68'],
];

/** Plotly colour scale from negative over nothing to positive. */
export const divergingColours: [number, string][] = [
  [0, '#b04a12'],
  [0.25, '#e9a469'],
  [0.5, '#f4f4f2'],
  [0.75, '#79b1d9'],
  [1, '#1a5a94'],
];

/** A series' colour, starting again after the last. */
export function seriesColour(index: number): string {
  return seriesColours[index % seriesColours.length];
}
