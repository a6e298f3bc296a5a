// Installs what is committed in a clone of its own, with npm 10 and 11: `npm install` must leave the clone as it is and
// warn of nothing, and `npm ci` must take it afterwards. Takes minutes: `npm run test:install`, not a part of `npm test`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const versions = process.argv.length > 2 ? process.argv.slice(2) : ['10', '11'];
const root = join(import.meta.dirname, '..');
const onWindows = process.platform === 'win32';

function run(program, words, cwd, env = process.env) {
  const [name, all] =
    onWindows && program !== 'git'
      ? ['cmd.exe', ['/d', '/s', '/c', program, ...words]]
      : [program, words];
  const { status, stdout, stderr } = spawnSync(name, all, { cwd, env, encoding: 'utf8' });
  if (status === 0) return { stdout, stderr };
  throw new Error(`${[program, ...words].join(' ')} ended with ${status}:\n${stdout}${stderr}`);
}

/** The user's own settings of npm, without those that a newcomer does not have. */
function newcomer(folder) {
  const userconfig = join(folder, 'npmrc');
  writeFileSync(userconfig, '');
  const kept = ['registry', 'cafile'].flatMap((key) => {
    const value = run('npm', ['config', 'get', key], root).stdout.trim();
    return value && value !== 'null' ? [[`npm_config_${key}`, value]] : [];
  });
  const inherited = Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key));
  return { ...Object.fromEntries([...inherited, ...kept]), npm_config_userconfig: userconfig };
}

function assertClean(clone, after) {
  const { stdout } = run('git', ['status', '--porcelain'], clone);
  if (stdout)
    throw new Error(`${after} changed:\n${stdout}${run('git', ['diff', '--stat'], clone).stdout}`);
}

function installWith(version, folder, env) {
  const clone = join(folder, `clone-${version}`);
  run('git', ['clone', '--quiet', root, clone], folder);
  for (const command of ['install', 'ci']) {
    const words = ['-y', `npm@${version}`, command, '--no-audit', '--no-fund'];
    const started = performance.now();
    const { stderr } = run('npx', words, clone, env);
    const seconds = Math.round((performance.now() - started) / 1000);
    const warnings = stderr.split('\n').filter((line) => /npm warn (?!deprecated)/i.test(line));
    if (warnings.length > 0)
      throw new Error(`npm ${version} ${command} warns:\n${warnings.join('\n')}`);
    assertClean(clone, `npm ${version} ${command}`);
    console.log(`npm ${version} ${command}: ${seconds} s, nothing changed`);
  }
  rmSync(clone, { recursive: true, force: true });
}

const folder = mkdtempSync(join(tmpdir(), 'captionlab-install-'));
try {
  const env = newcomer(folder);
  for (const version of versions) installWith(version, folder, env);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
