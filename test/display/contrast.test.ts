import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { codeColours, codeShade } from '../../lib/display/code-colours.js';
import { commonSheet } from '../../lib/display/page-assets.js';
import { palette, seriesColours } from '../../lib/display/palette.js';
import { contrast, distance, type Sight } from './colour-science.js';

const sheets = readFileSync(commonSheet('colours'), 'utf8').split('@media');
const schemes = sheets.map(
  (sheet) =>
    new Map([...sheet.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, at]) => [name, at])),
);

test('the pages keep to the contrasts of WCAG AA, light and dark', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(schemes.length, 2);
  const pairs: [fore: string, behind: string, least: number][] = [
    ...['ink', 'quiet', 'accent', 'good', 'wrong'].flatMap((text): [string, string, number][] => [
      [text, 'page', 4.5],
      [text, 'card', 4.5],
    ]),
    ['good', 'good-tint', 4.5],
    ['wrong', 'wrong-tint', 4.5],
    ['ink', 'mark', 4.5],
    ...['control', 'sure', 'half', 'guess'].flatMap((shape): [string, string, number][] => [
      [shape, 'page', 3],
      [shape, 'card', 3],
    ]),
  ];
  for (const [i, colours] of schemes.entries()) {
    for (const [fore, behind, least] of pairs) {
      const found = contrast(colours.get(fore) as string, colours.get(behind) as string);
      assert.ok(found >= least, `${['light', 'dark'][i]}: ${fore} on ${behind} is ${found}`);
    }
  }
});

/** White, JupyterLab's dark grey, and the pages' own dark. */
const backgrounds = { light: ['#ffffff'], dark: ['#111111', '#12171d', '#1a2129'] };

/** A colour that shows through, on another. */
function over(behind: string, colour: readonly number[], opacity: number): string {
  const channels = [1, 3, 5].map((at, i) => {
    const under = Number.parseInt(behind.slice(at, at + 2), 16);
    return Math.round(opacity * colour[i] + (1 - opacity) * under);
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

test('code that is shown in colours can be read, light and dark', () => {
  for (const scheme of ['light', 'dark'] as const) {
    // where code of lib stands, and where a page's own cells stand
    const places = backgrounds[scheme].map((one) => over(one, codeShade.colour, codeShade.opacity));
    if (scheme === 'light') places.push('#f4f6f8');
    for (const [name, colour] of Object.entries(codeColours[scheme])) {
      for (const place of places) {
        const found = contrast(colour, place);
        assert.ok(found >= 4.5, `${scheme}: ${name} on ${place} is ${found}`);
      }
    }
  }
});

test('every colour of a plot stands out 3 to 1 on a light page and on a dark one', () => {
  const { ink: _, faint: __, ...colours } = palette;
  for (const [name, colour] of Object.entries(colours)) {
    for (const behind of Object.values(backgrounds).flat()) {
      const found = contrast(colour, behind);
      assert.ok(found >= 3, `${name} on ${behind} is ${found}`);
    }
  }
});

test('neighbouring series are told apart in grey and without red or green cones, and any two by some', () => {
  assert.ok(distance('#ff0000', '#00ff00', 'full colour') > 150);
  assert.ok(distance('#8f9a00', '#cf7a2e', 'deuteranopia') < 20, 'the check sees what is confused');
  const least: Record<Sight, [neighbours: number, any: number]> = {
    'full colour': [35, 15],
    protanopia: [20, 10],
    deuteranopia: [15, 10],
    grey: [12, 0],
  };
  seriesColours.forEach((one, i) => {
    for (const [j, other] of seriesColours.entries()) {
      if (i === j) continue;
      const areNeighbours = j === (i + 1) % seriesColours.length;
      for (const [sight, [near, any]] of Object.entries(least)) {
        const found = distance(one, other, sight as Sight);
        const wanted = areNeighbours ? near : any;
        assert.ok(found >= wanted, `${one} and ${other}, ${sight}: ${found}, not ${wanted}`);
      }
    }
  });
});
