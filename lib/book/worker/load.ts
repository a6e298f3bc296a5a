// The first of the kernel's thread: the kernel's script lies on the site compressed, four times as small. What the page
// says before it is here waits for it.
import { inflated } from '../system/site.js';

const early: MessageEvent[] = [];
self.onmessage = (message) => early.push(message);

async function load(): Promise<void> {
  const text = await inflated('kernel.packed');
  // Stacks name the script by the address of this one. Firefox takes only what says that it is a script.
  const name = `\n//# sourceURL=${self.location.href}`;
  const script = new Blob([text, name], { type: 'text/javascript' });
  const address = URL.createObjectURL(script);
  (self as unknown as { importScripts(address: string): void }).importScripts(address);
  URL.revokeObjectURL(address);
  for (const message of early) self.onmessage?.(message);
}

load().catch((error: Error) => self.postMessage({ failed: `${error}\n${error.stack}` }));
