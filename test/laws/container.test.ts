import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { projectText as read, withoutGit } from './tracked-files.js';

/** The commands that build an image, each with its words: those of npm and npx alone, for no test installs a system. */
function imageCommands(dockerfile: string): string[] {
  const commands = [...dockerfile.matchAll(/^RUN (.*(?:\\\n.*)*)/gm)].flatMap(([, run]) =>
    run.replaceAll('\\\n', ' ').split('&&'),
  );
  return commands.map((one) => one.trim()).filter((one) => /^np[mx] /.test(one));
}

/** What CI runs, a line each. */
const ciLines = read('.ci/run')
  .split('\n')
  .map((line) => line.trim());

// CI has no GPU to take CUDA's gigabytes along for; the rest of the command is the same.
const asInCi = (command: string) => command.replace(' --cuda', '');

describe('the images', { skip: withoutGit }, () => {
  test('every command of the Dockerfile is one that CI runs', () => {
    const commands = imageCommands(read('Dockerfile'));
    assert.ok(commands.length >= 3, `${commands}`);
    for (const command of commands) {
      assert.ok(ciLines.includes(asInCi(command)), `CI does not run: ${command}`);
    }
  });

  test('so is every command of the dev container, but for the kernel that a test installs', () => {
    const { postCreateCommand } = JSON.parse(read('.devcontainer/devcontainer.json'));
    for (const command of (postCreateCommand as string).split('&&').map((one) => one.trim())) {
      if (command === 'npx captionlab kernel') continue;
      assert.ok(ciLines.includes(command), `CI does not run: ${command}`);
    }
  });

  test('the dev container is built from a stage in which nothing of the project is installed yet', () => {
    const { target } = JSON.parse(read('.devcontainer/devcontainer.json')).build;
    const stages = read('Dockerfile').split(/^(?=FROM )/m);
    const stage = stages.find((text) => text.split('\n')[0].endsWith(` AS ${target}`));
    assert.ok(stage, `the Dockerfile has no stage ${target}`);
    assert.deepEqual(imageCommands(stage), []);
  });

  test('the image starts the notebooks with options that npm start has', () => {
    const words = JSON.parse(/^CMD (.*)$/m.exec(read('Dockerfile'))?.[1] ?? '[]') as string[];
    const start = read('lib/cli/start.ts');
    assert.deepEqual(words.slice(0, 3), ['npm', 'start', '--']);
    for (const option of words.filter((word) => word.startsWith('--') && word !== '--')) {
      assert.ok(start.includes(`'${option}`), `npm start has no ${option}`);
    }
  });
});
