// Prints, as one line of JSON, the engine that CAPTIONLAB_ENGINE names, as it was just installed, and how far its results
// are from plain JavaScript's; or the reason why it does not run.

import { checkEngine } from '../engine/check-engine.js';
import { tf } from '../engine/index.js';
import { loadNative, nativeTitle } from '../engine/native.js';
import { loadWebgpu } from '../engine/webgpu.js';
import { webgpuTitle } from '../engine/webgpu-title.js';
import { checkOnnx } from './check-onnx.js';

async function start(): Promise<{ title: string } | { reason: string }> {
  if (process.env.CAPTIONLAB_ENGINE === 'webgpu') {
    const webgpu = await loadWebgpu({ software: true });
    return 'reason' in webgpu ? webgpu : { title: webgpuTitle(webgpu.adapter) };
  }
  const native = await loadNative();
  return 'reason' in native ? native : { title: nativeTitle(native) };
}

async function check(): Promise<void> {
  if (process.env.CAPTIONLAB_ENGINE === 'onnx') {
    console.log(JSON.stringify(await checkOnnx()));
    process.exit();
  }
  const started = await start();
  if ('reason' in started) {
    console.log(JSON.stringify(started));
    return;
  }
  tf.enableProdMode(); // no banner of the plain JavaScript that it is compared with
  console.log(JSON.stringify({ ...started, checks: await checkEngine() }));
  process.exit();
}

check();
