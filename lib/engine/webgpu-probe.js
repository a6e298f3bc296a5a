// Asks for a GPU and prints which one, or why there is none. A process of its own: a broken driver can end or stop it.
import { loadWebgpuPackage } from './webgpu-package.js';

async function probe() {
  const { create } = await loadWebgpuPackage();
  const adapter = await create([]).requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return { missing: 'adapter' };
  const { device, vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const facts = { name: device, vendor, architecture, driver: description, isFallbackAdapter };
  try {
    (await adapter.requestDevice()).destroy();
  } catch (error) {
    return { missing: 'device', adapter: facts, message: error.message };
  }
  return { adapter: facts };
}

const answer = await probe().catch(({ code, message }) => ({ missing: 'package', code, message }));
process.stdout.write(JSON.stringify(answer));
