// ONNX Runtime in a thread of its own: a network's run holds up the thread that asks for it, and this one may wait. It opens
// networks and runs them on what it is sent, one batch after the other.
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';

const load = createRequire(import.meta.url);
const sessions = [];
let runtime;

async function open({ path, model, options }) {
  try {
    runtime ??= load(path);
  } catch (error) {
    throw Object.assign(error, { loading: true });
  }
  const session = await runtime.InferenceSession.create(model, options);
  sessions.push(session);
  const { inputMetadata, outputNames } = session;
  return { at: sessions.length - 1, inputMetadata, outputNames: [...outputNames] };
}

async function run({ at, feeds, fetches }) {
  const inputs = Object.entries(feeds).map(([name, { data, dims }]) => [
    name,
    new runtime.Tensor('float32', data, dims),
  ]);
  const outputs = await sessions[at].run(Object.fromEntries(inputs), fetches);
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { type, dims, data }]) => [name, { type, dims, data }]),
  );
}

const tasks = { open, run };

/** One after the other, for sessions are opened before they run. */
let last = Promise.resolve();
parentPort.on('message', ({ id, task, words }) => {
  last = last
    .then(() => tasks[task](words))
    .then(
      (result) => parentPort.postMessage({ id, result }),
      (error) => {
        const { message, loading = false } = Object(error);
        parentPort.postMessage({ id, failure: { message: message ?? String(error), loading } });
      },
    );
});
