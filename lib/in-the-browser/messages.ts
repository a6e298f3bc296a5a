import type { BrowserEngine } from '../engine/browser/start-browser-engine.js';
import type { FoundCaption, SaidWord } from '../inference/index.js';

/** What the page asks of the worker, which computes beside it so that the page never stands still. */
export type Request =
  | { kind: 'open'; engine?: string }
  /** `number` comes back with every answer. `width` is the beam's; 1 is greedy search. */
  | { kind: 'caption'; number: number; picture: ImageBitmap; width: number };

/** What the worker says. */
export type Answer =
  /** Bytes of `captioner.json` and the two networks that have come so far. */
  | { kind: 'loading'; bytes: number }
  | { kind: 'ready'; engine: BrowserEngine }
  | { kind: 'words'; number: number; words: SaidWord[] }
  | { kind: 'captions'; number: number; captions: FoundCaption[]; milliseconds: number }
  /** Without a number, nothing can be captioned at all. */
  | { kind: 'failed'; number?: number; message: string };
