import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { nativePackageIn } from '../engine/native.js';
import { UserError } from '../outputs/index.js';
import { pipInstall } from '../outputs/python.js';
import { answers, ran } from '../outputs/run-program.js';

/** A C++ compiler: a program, the words before its own, and its environment. */
interface Compiler {
  program: string;
  words: string[];
  env?: NodeJS.ProcessEnv;
}

/** A C++ compiler that pip can install where the machine has none: Zig's, which is clang with its own C++ library. */
const PIP_COMPILER = 'ziglang';

function findCompiler(): Compiler | undefined {
  const wanted = process.env.CXX ? [process.env.CXX] : ['c++', 'g++', 'clang++'];
  const program = wanted.find((name) => answers(name, ['--version']));
  return program ? { program, words: [] } : undefined;
}

function installCompiler(folder: string, python: string): Compiler | undefined {
  const target = join(folder, 'compiler');
  console.log('No C++ compiler on this machine: taking one from PyPI');
  if (!pipInstall(python, target, [PIP_COMPILER], [])) return undefined;
  return {
    program: python,
    words: ['-m', PIP_COMPILER, 'c++'],
    env: { PYTHONPATH: target, ZIG_GLOBAL_CACHE_DIR: join(target, 'cache') },
  };
}

/** The folder's libraries of TensorFlow, each by the name under which it is asked for at run time. */
export const TENSORFLOW_LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/**
 * Compiles tfjs-node-gpu's addon against the libraries of a Python wheel. It uses TensorFlow's C interface alone, and
 * Node's own stable one (Node-API 8, its headers from npm), so one file serves every Node from 20 on.
 * @param folder the engine folder, which holds the npm package
 * @param tensorflow the wheel's `tensorflow` folder inside it
 * @throws UserError when there is no compiler or it fails
 */
export function compileAddon(folder: string, tensorflow: string, python: string): void {
  const compiler = findCompiler() ?? installCompiler(folder, python);
  if (!compiler) {
    throw new UserError(
      'There is no C++ compiler here, and PyPI gave none. On Debian and Ubuntu: sudo apt-get install g++',
    );
  }
  const source = nativePackageIn(folder);
  const addon = join(source, 'lib', 'napi-v8', 'tfjs_binding.node');
  mkdirSync(dirname(addon), { recursive: true });
  const ok = ran(
    compiler.program,
    [
      ...compiler.words,
      ...['-std=gnu++17', '-O2', '-fPIC', '-shared', '-w', '-DNAPI_VERSION=8'],
      `-I${join(folder, 'node_modules', 'node-api-headers', 'include')}`,
      `-I${join(tensorflow, 'include')}`,
      `-I${source}`,
      join(source, 'binding', 'tfjs_backend.cc'),
      join(source, 'binding', 'tfjs_binding.cc'),
      ...TENSORFLOW_LIBRARIES.map((name) => join(tensorflow, name)),
      `-Wl,-rpath,$ORIGIN/${relative(dirname(addon), tensorflow)}`,
      ...['-o', addon],
    ],
    { env: compiler.env },
  );
  if (!ok || !existsSync(addon)) {
    throw new UserError(`${compiler.program} could not compile the addon: see its messages above.`);
  }
}
