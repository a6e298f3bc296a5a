import type { Colour } from './types.js';

/** The shades of one colour: where light falls, in between, in shadow, on the far side, around the edge. */
export interface Shades {
  light: string;
  main: string;
  dark: string;
  far: string;
  edge: string;
  /** Lines inside the shape: a folded leg, a wing, a smile. */
  crease: string;
  /** A horse's mane and tail, a cat's stripes. */
  mane: string;
  /** A cow's patches. */
  patch: string;
}

function shadesFrom(list: string): Shades {
  const [light, main, dark, far, edge, crease, mane, patch] = list.split(' ');
  return { light, main, dark, far, edge, crease, mane, patch };
}

/** What subjects are painted with: far enough apart that nobody takes one colour for another. */
export const shades: Record<Colour, Shades> = {
  black: shadesFrom('#4b4b58 #2f2f39 #212129 #1d1d24 #111117 #5d5d6c #777788 #e9e6e2'),
  white: shadesFrom('#ffffff #faf8f3 #dcd9da #cdccd2 #868994 #868994 #b9b6bd #c9a893'),
  brown: shadesFrom('#a9703f #8a5530 #6c4123 #5f391f #432713 #432713 #432a1b #f1e3d2'),
  grey: shadesFrom('#b3b9c1 #9097a1 #737a86 #676e7a #444a54 #444a54 #4d535f #eceef0'),
  yellow: shadesFrom('#fddc70 #f4c23c #dba227 #c99020 #8c6110 #8c6110 #fff3cf #fff6dd'),
  red: shadesFrom('#f0705b #da4231 #b32d23 #a2261d #6b1610 #6b1610 #8a1f17 #fbe3de'),
  blue: shadesFrom('#6f9ff2 #3e71dc #2b52b0 #26489c #162e6a #162e6a #1f3f8f #e3ecfc'),
};

/** Colours of things, none of which is a subject's colour. */
export const paint = {
  ink: '#26232b',
  nose: '#2b2529',
  pink: '#f2a0a5',
  cream: '#fbf4e6',
  teal: '#17b09a',
  tealEdge: '#0b6b5d',
  rose: '#ec4f9b',
  lime: '#a6dc3a',
  limeEdge: '#5d8416',
  orange: '#f5843c',
  orangeEdge: '#a34a12',
  plum: '#8a4fb5',
  plumEdge: '#56307a',
  muzzle: '#f3c9b8',
  hoof: '#4a3f3a',
  horn: '#f0e4c8',
  beak: '#f0962e',
  shine: '#ffffff',
  iris: '#ffe9a0',
  shadow: '#1c2733',
} as const;
