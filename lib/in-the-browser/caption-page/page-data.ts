/** What the page's script reads from the page itself. */
export interface PageData {
  /** Bytes that must come before anything can be captioned. */
  toLoad: number;
  /** Captions that beam search follows at once. */
  beam: number;
}

/** The folder of the sample pictures, beside the page. */
export const SAMPLES = 'samples';

/** The script that keeps the page for when there is no network. */
export const KEEPER = 'service-worker.js';

/** Bytes as people read them. */
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
