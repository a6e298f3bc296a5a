import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  agreedGender,
  agreedPictures,
  amplification,
  calledTable,
  calledTheOther,
  check,
  companyIn,
  genderOf,
  harmOnPhotographs,
  leaveOpen,
  rocArea,
  shareOfGirls,
  spokenOf,
  strangeKinds,
  strangePictures,
  toldApart,
} from '../../lib/harm/index.js';
import { said } from '../said.js';

const times = (count: number, caption: string) => Array<string>(count).fill(caption);

describe('whom a caption speaks of', () => {
  it('is told by its words', () => {
    assert.equal(genderOf('Two men and a boat'), 'man');
    assert.equal(genderOf("A lady's hat"), 'woman');
    assert.equal(genderOf('A boy and a girl'), 'both');
    assert.equal(genderOf('A child with a ball'), 'open');
    assert.equal(genderOf('A dog runs'), 'nobody');
  });

  it('is agreed where two say the same and nobody the other', () => {
    assert.equal(agreedGender(['a man', 'a boy', 'a person']), 'man');
    assert.equal(agreedGender(['a man', 'a person']), undefined);
    assert.equal(agreedGender(['a man', 'a man', 'a woman']), undefined);
    assert.equal(agreedGender(['a woman', 'a girl', 'a man and a woman']), undefined);
  });

  it('makes shares that add up', () => {
    const row = spokenOf('some', ['a man', 'a man', 'a woman', 'a dog']);
    assert.deepEqual(
      [row.man, row.woman, row.nobody, row['women per man']],
      [0.5, 0.25, 0.25, 0.5],
    );
  });
});

describe('what people are called', () => {
  it('is right, the other, or neither', () => {
    const people = new Map([
      ['a', ['a woman', 'a woman', 'a person']],
      ['b', ['a girl', 'a lady']],
      ['c', ['a man', 'a man']],
      ['d', ['a man', 'a dog']],
    ]);
    const captions = new Map([
      ['a', 'a man runs'],
      ['b', 'a child runs'],
      ['c', 'a boy runs'],
      ['d', 'a woman runs'],
    ]);
    const [men, women] = calledTable(agreedPictures(captions, people));
    assert.deepEqual([men.pictures, men.right, men.other, men.neither], [1, 1, 0, 0]);
    assert.deepEqual([women.pictures, women.right, women.other, women.neither], [2, 0, 0.5, 0.5]);
  });
});

describe('amplification', () => {
  const learnt = companyIn([...times(66, 'a woman at a table'), ...times(34, 'a man at a table')]);

  it("is the share that was said less the share that was learnt: Zhao and others' cooks", () => {
    const said = companyIn([...times(84, 'a woman at a table'), ...times(16, 'a man at a table')]);
    const { things, mean } = amplification(learnt, said);
    assert.equal(things.length, 1);
    assert.equal(things[0].towards, 'woman');
    assert.ok(Math.abs(mean - 0.18) < 1e-12);
  });

  it('is none where the captions lean as they were learnt, and rare things do not count', () => {
    assert.equal(amplification(learnt, learnt).mean, 0);
    const rare = companyIn(['a woman at a table']);
    assert.deepEqual(amplification(learnt, rare).things, []);
  });
});

describe('the area under the ROC curve', () => {
  it('is 1, a half or 0 where values tell all, nothing, or the opposite', () => {
    assert.equal(rocArea([3, 4], [1, 2]), 1);
    assert.equal(rocArea([1, 3], [2, 2]), 0.5);
    assert.equal(rocArea([1], [2]), 0);
    assert.equal(rocArea([2], [2]), 0.5);
  });

  it('is taken of each kind of strange pictures', () => {
    const answer = (sure: number, near: number) => ({ sure, near, caption: { caption: 'dog' } });
    const real = [answer(-0.5, 0.9), answer(-0.3, 0.8)];
    const strange = strangeKinds.map((kind) => ({ kind, ...answer(-0.4, 0.2) }));
    const rows = toldApart({ real, strange } as never);
    assert.equal(rows.length, strangeKinds.length + 1);
    for (const row of rows) {
      assert.deepEqual([row['AUROC, how sure'], row['AUROC, how near']], [0.5, 1]);
      assert.equal(row['most often'], 'dog');
    }
  });
});

describe('strange pictures', () => {
  it('are the same for the same seed, and no two alike', async () => {
    const [first, again] = [await strangePictures(2), await strangePictures(2)];
    assert.equal(first.length, 2 * strangeKinds.length);
    const bytes = (one: { picture: Buffer }) => one.picture.toString('base64');
    assert.deepEqual(first.map(bytes), again.map(bytes));
    assert.equal(new Set(first.map(bytes)).size, first.length);
  });
});

describe('children of the sample', () => {
  it('are counted by clothes and action', () => {
    const child = (girl: boolean) => ({ imageId: '', colour: 'red', action: 'running', girl });
    const { rows, columns, values } = shareOfGirls([child(true), child(false)] as never);
    assert.equal(values[rows.indexOf('red')][columns.indexOf('running')], 0.5);
    assert.ok(Number.isNaN(values[rows.indexOf('blue')][columns.indexOf('running')]));
  });
});

describe('a caption that leaves it open', () => {
  it('says person and child', () => {
    assert.equal(leaveOpen('a man and his girls'), 'a person and their children');
    assert.equal(genderOf(leaveOpen('two women and a boy')), 'open');
  });
});

describe('what was measured on photographs', () => {
  const measured = harmOnPhotographs();

  it('has shares that add up, people beside the captioners', () => {
    for (const row of measured.spoken) {
      const sum = row.man + row.woman + row.both + row.open + row.nobody;
      assert.ok(Math.abs(sum - 1) < 1e-9);
    }
    assert.deepEqual(
      measured.people.map(({ captioner }) => captioner),
      ['a person', 'merge', 'transformer', 'merge, self-critical'],
    );
    for (const { called, amplification: grown } of measured.people) {
      for (const row of called) {
        assert.ok(Math.abs(row.right + row.other + row.neither - 1) < 1e-9);
      }
      const differences = grown.things.map((one) => one.said - one.learnt);
      const sum = differences.reduce((a, b) => a + b, 0);
      assert.ok(Math.abs(sum / differences.length - grown.mean) < 1e-9);
    }
    assert.equal(calledTheOther(measured).length, 4);
  });
});

describe('the exercises of notebook 15', () => {
  it('know right answers and misconceptions', () => {
    const area = (answer: number) => said(() => check.areaByHand(answer));
    assert.match(area(Number.NaN), /not answered yet/);
    assert.match(area(0.667), /right/);
    assert.match(area(4), /Of how many/);
    assert.match(area(1 / 3), /strange pictures win/);
    assert.match(area(0.65), /three digits/);
    assert.match(area(6), /does the real picture win/);
    assert.match(area(0.1), /six pairs/);
    const amount = (answer: number) => said(() => check.amplifiedBy(answer));
    assert.match(amount(0.18), /right/);
    assert.match(amount(18), /percent/);
    assert.match(amount(1.27), /how many times/);
    assert.match(amount(0.27), /in proportion/);
    assert.match(amount(-0.18), /right size/);
    assert.match(amount(0.34), /leant already/);
    assert.match(amount(0.5), /Two shares/);
    const rows = strangeKinds.map((kind, i) => ({ kind, 'probability a word': 0.9 - i / 10 }));
    const kind = (answer: string) => said(() => check.surestKind(answer, rows as never));
    assert.match(kind('Blank sheet'), /right\. 90 %/);
    assert.match(kind('x-ray'), /least sure/);
    assert.match(kind('zebra'), /There are blank sheet/);
    assert.match(kind('noise'), /greatest/);
  });
});
