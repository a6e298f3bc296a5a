// Prints, as one line of JSON, the native TensorFlow of the engine folder and how far its results are from plain
// JavaScript's; or the reason why it does not run.

import { checkEngine } from '../engine/check-engine.js';
import { tf } from '../engine/index.js';
import { loadNative, nativeTitle } from '../engine/native.js';

async function check(): Promise<void> {
  const native = await loadNative();
  if ('reason' in native) {
    console.log(JSON.stringify(native));
    return;
  }
  tf.enableProdMode(); // no banner of the plain JavaScript that it is compared with
  console.log(JSON.stringify({ title: nativeTitle(native), checks: await checkEngine() }));
}

check();
