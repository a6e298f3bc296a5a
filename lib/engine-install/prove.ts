import { spawnSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CHECK_TOLERANCE, type EngineCheck } from '../engine/check-engine.js';
import { moduleFile, moduleOptions, projectRoot, UserError } from '../outputs/index.js';

/** What runs, and how right it is. */
interface InstalledState {
  title: string;
  checks: EngineCheck[];
}

/** What an engine computes, asked in a process of its own: a library that crashes must not end this one. */
function checkInstalled(env: NodeJS.ProcessEnv): InstalledState {
  const program = [...moduleOptions, moduleFile(join(import.meta.dirname, 'check-installed'))];
  const { stdout, stderr, signal } = spawnSync(process.execPath, program, {
    ...{ cwd: projectRoot, encoding: 'utf8', timeout: 300_000 },
    env: { ...process.env, ...env },
  });
  const answer = stdout.trim().split('\n').pop() ?? '';
  if (!answer.startsWith('{')) {
    throw new UserError(
      `it ended${signal ? ` by ${signal}` : ''}: ${stderr.trim().split('\n').pop()}`,
    );
  }
  const installed = JSON.parse(answer) as InstalledState | { reason: string };
  if ('reason' in installed) throw new UserError(`it does not run here: ${installed.reason}`);
  return installed;
}

/**
 * Checks a fresh engine and says how it went.
 * @param env which engine it is, and where
 * @returns its title
 * @throws UserError when it does not run or a result is wrong
 */
export function proveInstalled(env: NodeJS.ProcessEnv): string {
  console.log('Checking it');
  const { title, checks } = checkInstalled(env);
  for (const { name, difference } of checks) {
    console.log(`  ${name}: within ${difference.toExponential(1)} of plain JavaScript`);
    if (!(difference <= CHECK_TOLERANCE)) throw new UserError(`${name} comes out wrong`);
  }
  return title;
}

/** Where an engine's folder is made, before it is proved. */
export const stagingOf = (folder: string) => `${folder}.part`;

/** Replaces the engine folder by a new one; the old one stays until the new one is in its place. */
export function putInPlace(staging: string, folder: string): void {
  const old = `${folder}.old`;
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(folder, old);
  } catch {
    // There was none.
  }
  renameSync(staging, folder);
  rmSync(old, { recursive: true, force: true });
}
