import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { NODES } from '../../lib/doctor/report.js';
import { projectText, withoutGit } from './tracked-files.js';

interface Step {
  run?: string;
  if?: string;
}

interface Job {
  strategy?: { matrix: { system: string[]; node: number[] } };
  steps: Step[];
}

const { jobs } = (parse(projectText('.github/workflows/ci.yml')) ?? { jobs: {} }) as {
  jobs: Record<string, Job>;
};
const commands = (job?: Job) => (job?.steps ?? []).flatMap(({ run }) => run ?? []);

describe('the workflow', { skip: withoutGit }, () => {
  it('tests on Linux, macOS and Windows, with every Node.js that the doctor takes for tried', () => {
    const { system, node } = jobs.tests.strategy!.matrix;
    assert.deepEqual(system, ['ubuntu-latest', 'macos-latest', 'windows-latest']);
    assert.deepEqual(node, NODES);
    assert.ok(
      projectText('README.md').includes(
        `Node.js ${NODES.slice(0, -1).join(', ')} or ${NODES.at(-1)}`,
      ),
    );
    const { engines } = JSON.parse(projectText('package.json'));
    assert.match(engines.node, new RegExp(`^>=${NODES[0]}\\.`));
  });

  it('installs what the lockfile says and tests it on every system, and draws all notebooks on Linux', () => {
    const everywhere = jobs.tests.steps.filter((step) => !step.if).flatMap(({ run }) => run ?? []);
    assert.match(everywhere[0], /^npm ci\b/);
    assert.ok(everywhere.includes('npm test'));
    const onLinux = jobs.tests.steps.filter((step) => step.if === "runner.os == 'Linux'");
    assert.deepEqual(
      onLinux.map(({ run }) => run),
      ['npx captionlab start --prepare', 'npm run notebooks'],
    );
    assert.ok(commands(jobs.once).includes('npm run check:style'));
  });

  it('runs scripts that package.json has, each in one line that every shell reads', () => {
    const { scripts } = JSON.parse(projectText('package.json'));
    const all = Object.values(jobs).flatMap(commands);
    const called = all.flatMap((line) => /^npm run (\S+)/.exec(line)?.[1] ?? []);
    assert.deepEqual(
      called.filter((name) => !(name in scripts)),
      [],
    );
    assert.deepEqual(
      all.filter((line) => /[\n|&;$><]/.test(line)),
      [],
    );
  });

  it('runs no script of package.json that only one shell reads', () => {
    const { scripts } = JSON.parse(projectText('package.json')) as {
      scripts: Record<string, string>;
    };
    const bound = (script: string) => /[$;'|><]|\bexec\b|(^|&& )[A-Z_]+=/.test(script);
    assert.deepEqual(Object.values(scripts).filter(bound), []);
    assert.ok(['exec node x', 'A=1 node x', "node 'x'", 'node $x'].every(bound));
  });
});
