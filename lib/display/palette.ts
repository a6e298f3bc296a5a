/**
 * The one place for colours. The categorical ones have the hues of Okabe and Ito's (2008), told apart by the
 * colour-blind, each as dark or as light as it must be to stand out 3 to 1 on a white page and on a dark one.
 */
export const palette = {
  blue: '#2270b5',
  orange: '#d27d00',
  green: '#15805f',
  sky: '#3a9ad1',
  purple: '#9b4f90',
  red: '#e0664c',
  yellow: '#7d6c00',
  grey: '#87909b',
  /** Text in figures; the page's style sheet turns exactly this colour into the page's own text colour. */
  ink: '#55606e',
  /** Lines that help the eye: grids, borders. */
  faint: 'rgba(128, 138, 150, 0.28)',
} as const;

/** The colours of several series, in order: a darker one and a lighter one in turn, so that neighbours differ in grey. */
export const seriesColours: readonly string[] = [
  palette.blue,
  palette.orange,
  palette.green,
  palette.sky,
  palette.purple,
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
