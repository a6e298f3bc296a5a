import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { createRandom } from '../../lib/engine/random.js';
import {
  ACTIONS,
  actionsOf,
  type Box,
  canBe,
  coloursOf,
  drawPlanned,
  drawScene,
  PICTURE_SIZE,
  PLACES,
  planScenes,
  SUBJECTS,
} from '../../lib/scenes/index.js';

const plan = planScenes(8);
const drawn = plan.map((planned) => ({ ...planned, ...drawPlanned(planned, 8) }));

function sharedArea(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, across) * Math.max(0, down);
}

describe('a drawing', () => {
  it('is the same for the same seed, another for another seed', () => {
    for (const planned of plan.slice(0, 20)) {
      assert.equal(drawPlanned(planned, 8).svg, drawPlanned(planned, 8).svg);
      assert.notEqual(drawPlanned(planned, 8).svg, drawPlanned(planned, 9).svg);
    }
  });

  it('differs from all others', () => {
    assert.equal(new Set(drawn.map(({ svg }) => svg)).size, plan.length);
  });

  it('has a box around each thing, inside the picture, the main subject first', () => {
    for (const { id, scene, boxes } of drawn) {
      const things = [scene.subject, scene.second?.subject, scene.object].filter(Boolean);
      const names = boxes.map(({ what }) => what);
      assert.deepEqual(names.slice(0, things.length), things, id);
      const rest = new Set<string | undefined>([scene.cover, ...(scene.sights ?? [])]);
      for (const name of names.slice(things.length)) assert.ok(rest.has(name), `${id}: ${name}`);
      assert.ok(!scene.cover || names.includes(scene.cover), id);
      for (const { what, x, y, width, height } of boxes) {
        const least = things.some((one) => one === what) ? 8 : 4;
        assert.ok(x >= 0 && y >= 0 && width > least && height > least, `${id}: ${what}`);
        assert.ok(x + width <= PICTURE_SIZE && y + height <= PICTURE_SIZE, id);
      }
    }
  });

  it('shows the main subject large, anybody else smaller and not hidden behind it', () => {
    for (const { id, scene, boxes } of drawn) {
      const [main, ...others] = boxes;
      assert.ok(main.height >= PICTURE_SIZE / 4, id);
      const company = [scene.second?.subject, scene.object];
      for (const other of others.filter(({ what }) => company.some((one) => one === what))) {
        if (other.what === 'hat') continue;
        assert.ok(sharedArea(main, other) < 0.5 * other.width * other.height, id);
      }
      if (scene.second) {
        const [second] = others;
        assert.ok(second.width * second.height < 0.5 * main.width * main.height, id);
      }
    }
  });

  it('says how much of a thing others hide: a cover a part of the main subject, never most of it', () => {
    for (const { id, scene, boxes } of drawn) {
      for (const { hidden = 0.01 } of boxes) assert.ok(hidden > 0 && hidden <= 1, id);
      const [{ hidden = 0 }] = boxes;
      assert.ok(hidden < 0.4, `${id}: ${hidden}`);
      if (scene.cover) assert.ok(hidden > 0.01, id);
    }
    assert.ok(drawn.filter(({ scene }) => scene.cover).length > 80);
  });

  it('puts company on the side that the scene names', () => {
    for (const { id, scene, boxes } of drawn) {
      const [main, other] = boxes;
      if (!scene.side) continue;
      const isLeft = other.x + other.width / 2 < main.x + main.width / 2;
      assert.equal(isLeft, scene.side === 'left', id);
    }
  });

  it('exists for every subject in every colour and action, as SVG that holds together', () => {
    for (const subject of SUBJECTS) {
      for (const action of actionsOf(subject)) {
        for (const colour of coloursOf(subject)) {
          const scene = { subject, colour, action, place: 'road', sky: 'sunny' } as const;
          const { svg } = drawScene(scene, createRandom(1));
          assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
        }
      }
    }
  });

  it('is whole SVG in every place, whatever is done there', async () => {
    for (const action of ACTIONS) {
      for (const place of PLACES.filter((one) => canBe(action, one))) {
        const subject = action === 'flying' ? 'bird' : 'dog';
        const scene = { subject, colour: 'black', action, place, sky: 'sunset' } as const;
        const { svg } = drawScene(scene, createRandom(place));
        const { width, height } = await sharp(Buffer.from(svg)).metadata();
        assert.deepEqual([width, height], [PICTURE_SIZE, PICTURE_SIZE], `${action} ${place}`);
      }
    }
  });

  it('shows the colour that it names: blue clothes are bluer than red ones', async () => {
    const meanColour = async (colour: 'blue' | 'red') => {
      const scene = {
        subject: 'girl',
        colour,
        action: 'sitting',
        place: 'grass',
        sky: 'sunny',
      } as const;
      const { svg, boxes } = drawScene(scene, createRandom(3));
      const { x: left, y: top, width, height } = boxes[0];
      const { channels } = await sharp(Buffer.from(svg))
        .extract({ left, top, width, height })
        .stats();
      return channels.map(({ mean }) => mean);
    };
    const [blue, red] = [await meanColour('blue'), await meanColour('red')];
    assert.ok(blue[2] > red[2] && red[0] > blue[0]);
  });
});
