import MiniSearch from 'minisearch';
import { searchOptions } from './search-options.js';
import type { Section } from './sections.js';

/** The script that brings the index: a page opened from a disk may load a script, and no other file. */
export function searchScript(sections: readonly Omit<Section, 'id'>[]): string {
  const index = new MiniSearch<Section>(searchOptions);
  index.addAll(sections.map((section, id) => ({ ...section, id })));
  return `globalThis.captionlabIndex = ${JSON.stringify(JSON.stringify(index))};\n`;
}
