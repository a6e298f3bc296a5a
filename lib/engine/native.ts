import util from 'node:util';
import { tf } from './tensorflow';

/** tfjs-node calls helpers of `util` that Node 23 removed: bring them back before it loads. */
function restoreRemovedHelpers(): void {
  const helpers = util as unknown as Record<string, unknown>;
  helpers.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  helpers.isArray ??= Array.isArray;
}

/** The first useful line of what went wrong, without a stack. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0];
}

/** Whether a package is there under its own name, and not another one that npm put in its place. */
function isInstalled(packageName: string): boolean {
  try {
    return (require(`${packageName}/package.json`) as { name: string }).name === packageName;
  } catch {
    return false;
  }
}

/**
 * Loads one of TensorFlow's own Node.js packages.
 * @returns undefined when the backend `tensorflow` is there and in use, else the reason why not.
 */
export async function loadNative(packageName: string): Promise<string | undefined> {
  restoreRemovedHelpers();
  if (!isInstalled(packageName)) return 'not installed';
  try {
    require(packageName);
  } catch (error) {
    return reasonOf(error);
  }
  if (!tf.findBackend('tensorflow')) return 'brings no native TensorFlow';
  return (await tf.setBackend('tensorflow')) ? undefined : 'its TensorFlow did not start';
}
