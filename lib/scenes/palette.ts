import type { Colour } from './types';

/** The shades of one colour: where light falls, in between, in shadow, on the far side, around the edge. */
export interface Shades {
  light: string;
  main: string;
  dark: string;
  far: string;
  edge: string;
  /** Lines inside the shape: a folded leg, a wing, a smile. */
  crease: string;
}

/** What subjects are painted with: far enough apart that nobody takes one colour for another. */
export const shades: Record<Colour, Shades> = {
  black: {
    light: '#4b4b58',
    main: '#2f2f39',
    dark: '#212129',
    far: '#1d1d24',
    edge: '#111117',
    crease: '#5d5d6c',
  },
  white: {
    light: '#ffffff',
    main: '#faf8f3',
    dark: '#dcd9da',
    far: '#cdccd2',
    edge: '#868994',
    crease: '#868994',
  },
  brown: {
    light: '#a9703f',
    main: '#8a5530',
    dark: '#6c4123',
    far: '#5f391f',
    edge: '#432713',
    crease: '#432713',
  },
  grey: {
    light: '#b3b9c1',
    main: '#9097a1',
    dark: '#737a86',
    far: '#676e7a',
    edge: '#444a54',
    crease: '#444a54',
  },
  yellow: {
    light: '#fddc70',
    main: '#f4c23c',
    dark: '#dba227',
    far: '#c99020',
    edge: '#8c6110',
    crease: '#8c6110',
  },
  red: {
    light: '#f0705b',
    main: '#da4231',
    dark: '#b32d23',
    far: '#a2261d',
    edge: '#6b1610',
    crease: '#6b1610',
  },
  blue: {
    light: '#6f9ff2',
    main: '#3e71dc',
    dark: '#2b52b0',
    far: '#26489c',
    edge: '#162e6a',
    crease: '#162e6a',
  },
};

/** Colours of things, none of which is a subject's colour. */
export const paint = {
  ink: '#26232b',
  nose: '#2b2529',
  pink: '#f2a0a5',
  muzzle: '#f3c9b8',
  hoof: '#4a3f3a',
  horn: '#f0e4c8',
  beak: '#f0962e',
  shine: '#ffffff',
  iris: '#ffe9a0',
  shadow: '#1c2733',
} as const;
