import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { JUPYTER_PACKAGES, WHEELS } from '../kernel/jupyter/make-jupyter.js';
import { projectRoot, shortPath, UserError } from '../outputs/index.js';
import { pythonWithPip } from '../outputs/python.js';
import { beginLog, ranLogged } from '../outputs/run-logged.js';
import { npmCommand } from '../outputs/run-program.js';
import { npmWords, pipWords, type System } from './systems.js';

/** The versions of Python that a bundle has wheels for: those that systems of the last years bring. */
export const PYTHONS = ['3.10', '3.11', '3.12', '3.13'];

/** The project's own files as they are now, those that git ignores left out. @throws UserError outside of a clone */
function ownFiles(): string[] {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout } = spawnSync('git', words, { cwd: projectRoot, encoding: 'utf8' });
  if (status !== 0) {
    throw new UserError(
      `${shortPath(projectRoot)} is no clone of the project that git knows: a bundle is made of one.`,
    );
  }
  return stdout.split('\0').filter((path) => path && existsSync(join(projectRoot, path)));
}

/** A path inside the project, as it is named there. @throws UserError where it lies elsewhere or is not there */
function insideOf(path: string): string {
  const inside = relative(projectRoot, resolve(path));
  if (inside.startsWith('..') || inside === '' || resolve(inside) === inside) {
    throw new UserError(
      `${path} is not in the project's folder: only what lies there can go along.`,
    );
  }
  if (!existsSync(join(projectRoot, inside))) {
    throw new UserError(`${path} is not there: nothing to take along.`);
  }
  return inside;
}

async function run(program: string, words: string[], log: string): Promise<void> {
  if (await ranLogged(program, words, log)) return;
  throw new UserError(
    `${program} could not bring what the bundle needs: ${shortPath(log)} says why.`,
  );
}

/** npm's packages for that system. */
async function bringPackages(folder: string, system: System, log: string): Promise<void> {
  const [program, words] = npmCommand(['--prefix', folder, ...npmWords(system)]);
  await run(program, words, log);
}

/** Jupyter's wheels for that system and a version of Python. */
async function bringWheels(
  { python, version, folder }: { python: string; version: string; folder: string },
  system: System,
  log: string,
): Promise<void> {
  await run(python, pipWords(system, JUPYTER_PACKAGES, join(folder, WHEELS), version), log);
}

/** What a bundle holds beside the project. */
export interface BundleOptions {
  system: System;
  /** Files and folders of the project that git ignores: data, weights, trained models. */
  along: readonly string[];
  /** Told what has come: npm's packages, then wheels for each version of Python. */
  brought(what: string): void;
}

/**
 * Puts a bundle's files together: the project, npm's packages and Jupyter's wheels for a system, and what was named.
 * @param folder where, emptied first
 * @throws UserError where something named is not there, or a package cannot be had (the log says why)
 */
export async function stageBundle(
  folder: string,
  { system, along, brought }: BundleOptions,
): Promise<void> {
  const named = along.map(insideOf);
  const python = pythonWithPip();
  rmSync(folder, { recursive: true, force: true });
  for (const path of new Set([...ownFiles(), ...named])) {
    const to = join(folder, path);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(projectRoot, path), to, { recursive: true });
  }
  const log = `${folder}.log`;
  beginLog(log);
  await bringPackages(folder, system, log);
  brought("npm's packages");
  for (const version of PYTHONS) {
    await bringWheels({ python, version, folder }, system, log);
    brought(`Jupyter for Python ${version}`);
  }
}

/** The files of a folder and of those in it, links among them not followed: their paths in it. */
export function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
