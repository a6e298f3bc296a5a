import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { tableHtml, tableText } from '../../lib/display/table.js';
import { scoresWithoutProtocol } from '../named-scores.js';

describe('a score is never shown without its protocol', () => {
  const found = (shown: string) => scoresWithoutProtocol(shown).length > 0;

  test('in a table: a name in the header or the row, a column or a caption says it', () => {
    for (const table of [tableHtml, tableText]) {
      assert.ok(found(table([{ 'BLEU-1': 0.61, CIDEr: 0.44 }])));
      assert.ok(found(table([{ metric: 'CIDEr', score: 0.44 }])));
      assert.ok(!found(table([{ 'BLEU-1 (coco)': 0.61 }])));
      assert.ok(!found(table([{ metric: 'CIDEr (tutorial)', score: 0.44 }])));
      assert.ok(!found(table([{ protocol: 'markers', CIDEr: 0.44 }])));
      assert.ok(!found(table([{ CIDEr: 0.44 }], { caption: 'Protocol coco' })));
    }
    assert.ok(found(tableHtml([{ 'BLEU-1 (coco)': 0.61, CIDEr: 0.44 }])));
  });

  test('on a card, in a figure and in a line of text', () => {
    assert.ok(found('<figure><span>BLEU-1 0.86, BLEU-4 0.00</span></figure>'));
    assert.ok(!found('<figure><span>BLEU-1 0.86, BLEU-4 0.00 (tutorial)</span></figure>'));
    assert.ok(found('{"data":[{"y":[0.5]}],"layout":{"title":"BLEU-4"}}'));
    assert.ok(found('Trial 1 of 2: CIDEr 0.812'));
    assert.ok(!found('Trial 1 of 2: CIDEr (coco) 0.812'));
    assert.ok(!found('CIDEr asks which words tell this picture from others.'));
    assert.ok(found('protocol coco\n\nROUGE-L 0.5'));
  });
});
