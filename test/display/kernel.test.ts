import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { beforeEach, test } from 'node:test';
import type { Figure } from '../../lib/display/types.js';

interface Written {
  data: Record<string, string>;
  html: string;
  id?: string;
  update: boolean;
}

interface Cell {
  executor: { execute(): Promise<boolean> };
  execCount: number;
  createWriteToIopub(name: 'stdout' | 'stderr'): typeof process.stdout.write;
}

type Write = (
  message: { data: Record<string, string>; transient: { display_id?: string } },
  update?: boolean,
) => void;

// As in the kernel: its mark is there before lib is loaded, its display writes where we can read.
Object.assign(globalThis, { __tslab__: {} });
const load = createRequire(import.meta.filename);
const display = load('../../lib/display') as typeof import('../../lib/display/index.js');
const { libraryHtml, libraryScript } = load(
  '../../lib/display/plotly',
) as typeof import('../../lib/display/plotly.js');
const jupyter = load('tslab/dist/jupyter.js') as {
  lastWriteDisplayData: Write;
  JupyterHandlerImpl: {
    prototype: {
      handleExecuteImpl(
        this: Cell,
        request: object,
        stream: object,
        write: Write,
      ): Promise<unknown>;
    };
  };
};

let written: Written[] = [];
const write: Write = ({ data, transient }, update = false) => {
  written.push({ data, html: data['text/html'], id: transient.display_id, update });
};
beforeEach(() => {
  written = [];
  jupyter.lastWriteDisplayData = write;
});

/** Runs `work` as the kernel runs a cell. */
async function cell(work: () => void | Promise<void>): Promise<void> {
  const streams = { stdout: process.stdout.write, stderr: process.stderr.write };
  await jupyter.JupyterHandlerImpl.prototype.handleExecuteImpl.call(
    {
      executor: {
        execute: async () => {
          await work();
          return true;
        },
      },
      execCount: 0,
      createWriteToIopub: (name) => streams[name],
    },
    { code: '' },
    {},
    write,
  );
}

const figure = (y: number[]) => ({ data: [{ y }], layout: { title: { text: 'Loss' } } });
const shownValues = () =>
  written
    .filter(({ html }) => html.includes('"y":') && html.length < 1e6)
    .map(({ html }) => html.match(/"y":(\[[^\]]*\])/)?.[1]);

test('a figure is one small output in three forms: a page, Plotly JSON, words; no library in it', async () => {
  await cell(() => {
    display.show(figure([1, 0.1 + 0.2]));
  });
  assert.equal(written.length, 1);
  const { data } = written[0];
  assert.ok(JSON.stringify(data).length < 10_000);
  assert.equal(data['text/plain'], '[figure: Loss]');
  const { data: traces, layout } = data['application/vnd.plotly.v1+json'] as unknown as Figure;
  assert.deepEqual(traces, [{ y: [1, 0.3] }]);
  assert.equal((layout as { paper_bgcolor: string }).paper_bgcolor, '#ffffff');
  assert.deepEqual(shownValues(), ['[1,0.3]']);
});

test('the library hides from module loaders, and nothing in it ends its script early', () => {
  assert.ok(
    libraryScript().startsWith('if(!window.Plotly){(function(){var define,module,exports;'),
  );
  assert.equal(libraryHtml().match(/<\/script/g)?.length, 1);
});

test('a live figure is drawn in one place, not too often, and its last state before the cell ends', async () => {
  const live = display.liveFigure();
  await cell(() => {
    for (let step = 1; step <= 100; step++) live.update(figure([step]));
  });
  assert.deepEqual(shownValues(), ['[1]', '[100]']);
  assert.equal(new Set(written.map(({ id }) => id)).size, 1);
  assert.deepEqual(
    written.map(({ update }) => update),
    [false, true],
  );
});

test('a progress bar is drawn in one place and leaves one line', async () => {
  await cell(() => {
    const bar = display.progressBar('Encoding', 1000, 'pictures');
    for (let i = 0; i < 1000; i++) bar.advance(1, '<b>');
    bar.done('2 skipped');
  });
  assert.ok(written.length <= 4, `${written.length} drawings of a bar that took no time`);
  assert.equal(new Set(written.map(({ id }) => id)).size, 1);
  assert.match(written.at(-1)!.html, /✓<\/span> Encoding: 1,000 pictures in .* · 2 skipped/);
  assert.ok(written.every(({ html }) => !html.includes('<b><')));
});

test('a bar that nobody ends shows how far it came', async () => {
  await cell(() => {
    display.progressBar('Encoding', 1000).advance(300);
  });
  assert.match(written.at(-1)!.html, /30 % · 300 of 1,000/);
});

test('tables, drawings and pages are shown as they are', async () => {
  await cell(async () => {
    display.showTable([{ word: '<dog>' }]);
    display.show({ svg: '<svg></svg>', title: 'a' });
    display.showHtml('<p>page</p>');
    display.showSource(display.showTable);
    await display.showPictures([{ path: '/nowhere/gone.jpg' }]);
  });
  assert.equal(written.length, 5);
  assert.match(written[0].html, /&lt;dog&gt;/);
  assert.match(written[3].html, /lib\/display\/table\.ts/);
  assert.match(written[4].html, /gone\.jpg cannot be read/);
});
