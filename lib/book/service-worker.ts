import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fingerprintOf, slashed, writeFileWhole } from '../outputs/index.js';
import { MADE, PROJECT } from './system/folder.js';
import { DATABASE, STORE } from './worker/store-names.js';

/** Its name beside the book's first page: it serves all that lies below. */
const FILE = 'service-worker.js';

/**
 * The script that keeps the book in the browser. What was kept goes first: a page and its parts are of one version. What is
 * looked at is kept, and a page may ask for all of the rest (the message `keep`), so that the book opens without a network.
 * @param version tells the book's files from those of any other version
 * @param paths all files, from the book's folder
 */
function serviceWorkerScript(version: string, paths: readonly string[]): string {
  return `const own = 'captionlab book ' + self.registration.scope + ' ';
const name = own + ${JSON.stringify(version)};
const paths = ${JSON.stringify(paths, null, 1)};
const anyQuery = { ignoreSearch: true };

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  const isOld = (one) => one.startsWith(own) && one !== name;
  const drop = (names) => Promise.all(names.filter(isOld).map((one) => caches.delete(one)));
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()));
});

// A folder's address is that of its first page.
const addressOf = (url) => {
  const { origin, pathname } = new URL(url);
  return origin + pathname + (pathname.endsWith('/') ? 'index.html' : '');
};

const types = { html: 'text/html', js: 'text/javascript', json: 'application/json', css: 'text/css' };
Object.assign(types, { wasm: 'application/wasm', jpg: 'image/jpeg', webp: 'image/webp', svg: 'image/svg+xml' });

// What notebooks made, as the kernel keeps it in the browser's storage.
function made(path) {
  return new Promise((resolve) => {
    const lost = () => resolve(new Response('There is no such file.', { status: 404 }));
    const opened = indexedDB.open(${JSON.stringify(DATABASE)});
    opened.onerror = lost;
    opened.onsuccess = () => {
      const database = opened.result;
      if (!database.objectStoreNames.contains(${JSON.stringify(STORE)})) return lost();
      const asked = database.transaction(${JSON.stringify(STORE)}).objectStore(${JSON.stringify(STORE)}).get(path);
      asked.onerror = lost;
      asked.onsuccess = () => {
        database.close();
        if (!asked.result) return lost();
        const type = types[path.split('.').at(-1)] ?? 'application/octet-stream';
        resolve(new Response(asked.result.bytes, { headers: { 'Content-Type': type } }));
      };
    };
  });
}

async function answer(request) {
  const here = self.registration.scope + ${JSON.stringify(MADE)};
  const asked = addressOf(request.url);
  if (asked.startsWith(here)) return made(${JSON.stringify(`${PROJECT}/`)} + decodeURIComponent(asked.slice(here.length)));
  const kept = await caches.open(name);
  const address = addressOf(request.url);
  const found = await kept.match(address, anyQuery);
  if (found) return found;
  const fresh = await fetch(request);
  if (fresh.ok && fresh.type === 'basic') await kept.put(address, fresh.clone());
  return fresh;
}

// Isolated from other sites' pages the kernel may compute in threads, whatever the server says.
function isolated(answer) {
  if (answer.type === 'opaqueredirect' || answer.type === 'error') return answer;
  const { body, status, statusText } = answer;
  const headers = new Headers(answer.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  return new Response(body, { status, statusText, headers });
}

async function keepAll() {
  const kept = await caches.open(name);
  for (const path of paths) {
    const address = new URL(path, self.registration.scope).href;
    if (!(await kept.match(address, anyQuery))) await kept.add(address);
  }
}

self.addEventListener('message', (event) => {
  if (event.data !== 'keep') return;
  const { source } = event;
  event.waitUntil(keepAll().then(() => source.postMessage('kept')));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(answer(request).then(isolated));
});
`;
}

/** All files of a folder, from it. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => slashed(relative(folder, join(entry.parentPath ?? entry.path, entry.name))))
    .sort();

/** What is kept only once it was looked at: what a developer's tools ask for, and the many pages of the code. */
const isLeftOut = (path: string) =>
  /^live\/.*(\.map$|rspack|third-party-licenses)|^api\//.test(path);

/** Writes the service worker of a folder: the last of its files. */
export function writeServiceWorker(folder: string): void {
  const paths = filesIn(folder).filter((path) => !isLeftOut(path) && path !== FILE);
  const prints = paths.map((path) => fingerprintOf(readFileSync(join(folder, path))));
  const version = fingerprintOf(prints.join(' ')).slice(0, 16);
  writeFileWhole(join(folder, FILE), serviceWorkerScript(version, paths));
}
