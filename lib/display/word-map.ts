import { escapePlotly, plotOf } from './base-plot.js';
import { seriesColour } from './palette.js';
import type { Figure } from './types.js';

/** A word and its place. */
export interface PlacedWord {
  x: number;
  y: number;
  word: string;
  /** Words of one group share a colour. */
  group?: string;
}

const PAGE = { width: 860, height: 520 };
const LETTER = { width: 7.2, height: 15 };

/** The words whose labels fit beside the ones before them: earlier words go first. */
function labelled(words: PlacedWord[]): Set<number> {
  const xs = words.map(({ x }) => x);
  const ys = words.map(({ y }) => y);
  const scale = (value: number, all: number[], size: number) => {
    const [low, high] = [Math.min(...all), Math.max(...all)];
    return ((value - low) / (high - low || 1)) * size;
  };
  const taken: { left: number; right: number; y: number }[] = [];
  const fit = new Set<number>();
  words.forEach(({ x, y, word }, at) => {
    const middle = scale(x, xs, PAGE.width);
    const half = (word.length * LETTER.width) / 2 + 2;
    const label = { left: middle - half, right: middle + half, y: scale(y, ys, PAGE.height) };
    const clash = taken.some(
      (other) =>
        other.left < label.right &&
        label.left < other.right &&
        Math.abs(other.y - label.y) < LETTER.height,
    );
    if (!clash) {
      taken.push(label);
      fit.add(at);
    }
  });
  return fit;
}

/** Words on a map: near each other where the map says so. Labels that would cover others wait under the pointer. */
export function wordMap(words: PlacedWord[], title = 'A map of words'): Figure {
  const fit = labelled(words);
  const groups = [...new Set(words.map(({ group = '' }) => group))];
  const traces = groups.map((name, at) => {
    const members = words
      .map((word, index) => ({ ...word, index }))
      .filter(({ group = '' }) => group === name);
    return {
      type: 'scatter',
      mode: 'markers+text',
      name: escapePlotly(name),
      x: members.map(({ x }) => x),
      y: members.map(({ y }) => y),
      text: members.map(({ word, index }) => (fit.has(index) ? escapePlotly(word) : '')),
      hovertext: members.map(({ word }) => escapePlotly(word)),
      hoverinfo: 'text',
      textposition: 'top center',
      marker: { size: 5, color: seriesColour(at), opacity: 0.8 },
    };
  });
  const bare = { showticklabels: false, zeroline: false, ticks: '', title: { text: '' } };
  return plotOf(
    traces,
    { title, alt: `${title}: ${words.length} words`, height: PAGE.height + 80 },
    {
      xaxis: bare,
      yaxis: bare,
      hovermode: 'closest',
      showlegend: groups.length > 1,
      margin: { l: 16, r: 16, t: 48, b: 16 },
    },
  );
}
