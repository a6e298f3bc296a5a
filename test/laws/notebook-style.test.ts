import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { styleFaults } from './notebook-style.js';
import { projectFiles } from './tracked-files.js';

const text = (source: string) => ({ cell_type: 'markdown', source });
const opening = `# 03 · Vocabulary

How many words does a captioner need?

**You will be able to** count words · choose a threshold

**You need** nothing: what is missing is made.

**It makes** \`vocabulary.json\`.

**It takes** about 20 seconds on two cores without a GPU. On photographs it takes longer.`;
const cells = [
  text(opening),
  { cell_type: 'code', source: 'count();' },
  text(
    '## Summary\n\n- one\n- two,\n  over two lines\n- three\n- four\n- five <!-- claim: five -->',
  ),
  text('## Exercises\n\n### Exercise 3.1\n\nCount.'),
  text('### Exercise 3.2\n\nCount again.\n\n### Experiment\n\nCount otherwise.'),
  text(
    '## Sources\n\n- [Zipf 1949](https://example.org/zipf)\n- Lamba, [the tutorial](https://example.org/t)',
  ),
  text('**Next:** [04 · Image encoding](04-image-encoding.ipynb) looks at the pictures.'),
];
const place = { name: '03-vocabulary', next: '04-image-encoding' };

/** What is said of the notebook once one text has given way to another. */
function faultsWith(old: string, put: string): string {
  const changed = cells.map(({ cell_type, source }) => ({
    cell_type,
    source: source.replace(old, put),
  }));
  assert.notDeepEqual(changed, cells);
  return styleFaults(changed, place).join('\n');
}

const files = projectFiles(/^notebooks\/.*\.ipynb$/).sort((a, b) => (a.path < b.path ? -1 : 1));
files.forEach(({ path, text: json }, i) => {
  const next = files[i + 1] && basename(files[i + 1].path, '.ipynb');
  test(`${path} keeps to the house style`, () => {
    assert.deepEqual(
      styleFaults(JSON.parse(json).cells, { name: basename(path, '.ipynb'), next }),
      [],
    );
  });
});

test('a notebook in the house style has no fault', () => {
  assert.deepEqual(styleFaults(cells, place), []);
  const last = [...cells.slice(0, -1), text('Back to [the start](01-data-understanding.ipynb).')];
  assert.deepEqual(styleFaults(last, { name: '03-vocabulary' }), []);
});

test('each fault of style is found', () => {
  assert.match(faultsWith('# 03 · ', '# 3. '), /first line is not "# 03 · Title"/);
  assert.match(faultsWith('able to', 'learn'), /"You will be able to"/);
  assert.match(faultsWith('**You need** nothing: what is missing is made.\n\n', ''), /"You need"/);
  assert.match(faultsWith('about 20 seconds on', 'a moment on'), /It takes about/);
  assert.match(
    faultsWith('How many words does a captioner need?\n\n', ''),
    /0 paragraphs lead into it/,
  );
  assert.match(faultsWith('- five', '- five\n- six'), /6 bullets, not five/);
  assert.match(faultsWith('## Summary', '## What stays'), /no section Summary/);
  assert.match(faultsWith('Exercise 3.2', 'Exercise 3.3'), /called "Exercise 3\.3"/);
  assert.match(faultsWith('### Experiment', '### Exercise 3.3'), /do not end with an Experiment/);
  assert.match(
    faultsWith('[Zipf 1949](https://example.org/zipf)', 'Zipf 1949'),
    /a source has no link: - Zipf/,
  );
  assert.match(faultsWith('## Sources', '## References'), /no section Sources/);
  assert.match(
    faultsWith('(04-image-encoding.ipynb)', '(05-other.ipynb)'),
    /does not lead on to 04-image/,
  );
  const swapped = [...cells.slice(0, 2), cells[3], cells[4], cells[2], ...cells.slice(5)];
  assert.match(styleFaults(swapped, place).join(), /ends with Exercises, Summary, Sources/);
  const withCode = [...cells, { cell_type: 'code', source: 'more();' }];
  assert.match(styleFaults(withCode, place).join(), /does not lead on/);
});
