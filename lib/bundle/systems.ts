import { UserError } from '../outputs/index.js';

/** A kind of machine that a bundle is for. */
export interface System {
  /** As Node.js and npm call them. */
  os: NodeJS.Platform;
  cpu: string;
  /** What pip calls it, the most demanding first: wheels for any of these run there. */
  platforms: string[];
  /** Packages that Jupyter needs there and on no other system, which pip on another one would not think of. */
  own: string[];
}

const manylinux = (cpu: string) =>
  ['manylinux_2_28', 'manylinux_2_17', 'manylinux2014'].map((name) => `${name}_${cpu}`);
const macos = (cpu: string, versions: string[]) => [
  ...versions.map((version) => `macosx_${version}_${cpu}`),
  ...versions.map((version) => `macosx_${version}_universal2`),
];

/** The systems that a bundle can be made for. */
export const SYSTEMS: Record<string, System> = {
  'linux-x64': { os: 'linux', cpu: 'x64', platforms: manylinux('x86_64'), own: [] },
  'linux-arm64': { os: 'linux', cpu: 'arm64', platforms: manylinux('aarch64'), own: [] },
  'macos-arm64': {
    ...{ os: 'darwin', cpu: 'arm64', own: ['appnope'] },
    platforms: macos('arm64', ['13_0', '12_0', '11_0']),
  },
  'macos-x64': {
    ...{ os: 'darwin', cpu: 'x64', own: ['appnope'] },
    platforms: macos('x86_64', ['13_0', '12_0', '11_0', '10_15', '10_13', '10_12', '10_9']),
  },
  'windows-x64': {
    ...{ os: 'win32', cpu: 'x64', own: ['pywinpty', 'pywin32', 'colorama'] },
    platforms: ['win_amd64'],
  },
};

/** The name of the system that this is. @throws UserError where no bundle can be made for it */
export function thisSystem(os: string = process.platform, cpu: string = process.arch): string {
  const found = Object.keys(SYSTEMS).find(
    (name) => SYSTEMS[name].os === os && SYSTEMS[name].cpu === cpu,
  );
  if (found) return found;
  throw new UserError(
    `No bundle can be made for ${os} on ${cpu}: name another system, ${Object.keys(SYSTEMS).join(', ')}.`,
  );
}

/** What npm is told for a system: no program of another system is run, and nothing is a link where links need rights. */
export const npmWords = ({ os, cpu }: System): string[] => [
  ...['ci', '--no-audit', '--no-fund', '--ignore-scripts', `--os=${os}`, `--cpu=${cpu}`],
  ...(os === 'linux' ? ['--libc=glibc'] : []),
  ...(os === 'win32' ? ['--install-links', '--no-bin-links'] : []),
];

/**
 * What pip is told for a system and a version of Python.
 * @param packages what is wanted there
 * @param folder where wheels go
 */
export const pipWords = (
  { platforms, own }: System,
  packages: readonly string[],
  folder: string,
  version: string,
): string[] => [
  ...['-m', 'pip', 'download', '--disable-pip-version-check', '--progress-bar', 'off'],
  ...['--only-binary=:all:', '--python-version', version, '--implementation', 'cp'],
  ...platforms.flatMap((platform) => ['--platform', platform]),
  ...['--dest', folder, ...packages, ...own],
];
