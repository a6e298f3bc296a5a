import { PROJECT } from '../system/folder.js';
import { bring, bytesOf, find, takeChanges } from '../system/tree.js';
import { DATABASE, STORE } from './store-names.js';

/** Folders that outlive the page: what notebooks make. */
const kept = [`${PROJECT}/data/`, `${PROJECT}/outputs/`];

interface Kept {
  bytes: Uint8Array;
  mtimeMs: number;
}

const done = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  if (!opened) {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    opened = done(request);
  }
  return opened;
}

const storeOf = (database: IDBDatabase, mode: IDBTransactionMode) =>
  database.transaction(STORE, mode).objectStore(STORE);

/** Brings back what earlier visits made. */
export async function bringWork(): Promise<void> {
  const store = storeOf(await open(), 'readonly');
  const [paths, files] = await Promise.all([
    done(store.getAllKeys()),
    done(store.getAll() as IDBRequest<Kept[]>),
  ]);
  files.forEach(({ bytes, mtimeMs }, i) => {
    bring(String(paths[i]), { bytes, size: bytes.length, mtimeMs });
  });
}

/** Whether a path is of a file that is worth keeping: locks and what is half-written are not. */
const isKept = (path: string) =>
  kept.some((folder) => path.startsWith(folder)) && !/\.(lock|part|old)$/.test(path);

/** Writes what has changed since the last time into the browser's storage. */
export async function keepWork(): Promise<void> {
  const paths = takeChanges().filter(isKept);
  if (paths.length === 0) return;
  const store = storeOf(await open(), 'readwrite');
  for (const path of paths) {
    const node = find(path);
    if (node?.kind === 'file')
      store.put({ bytes: bytesOf(node).slice(), mtimeMs: node.mtimeMs }, path);
    else if (!node) store.delete(path);
  }
  await new Promise<void>((resolve, reject) => {
    store.transaction.oncomplete = () => resolve();
    store.transaction.onerror = () => reject(store.transaction.error);
  });
}
