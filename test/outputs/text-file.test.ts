import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../lib/engine/random.js';
import { decodeText, oneField, oneWord, unescaped } from '../../lib/outputs/index.js';
import { arbitraryName } from '../data-understanding/arbitrary-names.js';

test('text is read as UTF-8, with or without a byte order mark', () => {
  assert.equal(decodeText(Buffer.from('\uFEFFKätzchen 犬'), 'a.txt'), 'Kätzchen 犬');
  assert.equal(decodeText(Buffer.from(''), 'a.txt'), '');
});

test('other encodings are refused by the line, and by their name where it shows', () => {
  const refused = (bytes: Buffer, message: RegExp) =>
    assert.throws(() => decodeText(bytes, 'a.txt'), { name: 'UserError', message });
  refused(
    Buffer.from('one\ntwo\nein Kätzchen\n', 'latin1'),
    /^a\.txt, line 3 is not UTF-8 \(it looks like Latin-1\)\. Save it as UTF-8\.$/,
  );
  refused(Buffer.from([0x61, 0x0a, 0xc4, 0xe3, 0xba, 0xc3]), /line 2 is not UTF-8\. Save/); // GBK
  refused(Buffer.from('\uFEFFone\n', 'utf16le'), /^a\.txt is UTF-16, not UTF-8/);
  refused(Buffer.from('one and two\n', 'utf16le'), /is UTF-16/);
  refused(Buffer.from('\uFEFFone\n', 'utf16le').swap16(), /is UTF-16/);
});

test('an ordinary name is written as it is, also with %, # and letters of any script', () => {
  for (const name of ['1000268201_693b08cb0e', '50%', 'a#1', 'Kätzchen', '犬', '100%off']) {
    assert.equal(oneWord(name), name);
    assert.equal(oneField(name), name);
  }
  assert.equal(oneWord('my photo 1'), 'my%20photo%201');
  assert.equal(oneField('my photo\t1'), 'my photo%091');
});

test('any name comes back from one word and from one field of a line', () => {
  const random = createRandom(3);
  for (let i = 0; i < 3000; i++) {
    const name = arbitraryName(random);
    assert.equal(unescaped(oneWord(name)), name);
    assert.equal(unescaped(oneField(name)), name);
    assert.doesNotMatch(oneWord(name), /\s/);
    assert.doesNotMatch(oneField(name), /[\t\r\n]/);
  }
});
