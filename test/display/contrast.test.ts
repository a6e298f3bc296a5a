import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sheetPath } from '../../lib/evaluation/report-page/page-assets.js';

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const sheets = readFileSync(sheetPath('colours'), 'utf8').split('@media');
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
