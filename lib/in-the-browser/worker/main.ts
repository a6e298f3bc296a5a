import { startBrowserEngine } from '../../engine/browser/start-browser-engine.js';
import { readBitmap } from '../../image-encoding/browser/read-bitmap.js';
import { type LayersEncoder, layersNetwork } from '../../image-encoding/index.js';
import type { LayersCaptioner } from '../../inference/packed/captioner-file.js';
import { openPacked } from '../../inference/packed/open-packed.js';
import { messageOf, UserError } from '../../outputs/index.js';
import { captionPixels } from '../caption-pixels.js';
import type { Answer, Request } from '../messages.js';
import { fetchCaptioner } from './open-captioner.js';

const answer = (message: Answer) => self.postMessage(message);

/** An encoder that is given pixels: a page's pictures are no files. */
const withoutFiles = (...of: Parameters<typeof layersNetwork>): LayersEncoder => ({
  ...layersNetwork(...of),
  read: () => Promise.reject(new UserError('A page has no picture files.')),
});

/** The networks run once on a grey square: GPUs compile their programs the first time. */
async function warmUp(captioner: LayersCaptioner): Promise<void> {
  const side = captioner.encoder.inputSize;
  const pixels = new Uint8Array(side * side * 3).fill(128);
  await captionPixels(captioner, { width: side, height: side, pixels }, 1);
}

/** Starts the engine and fetches the networks at the same time. */
async function open(wanted?: string): Promise<LayersCaptioner> {
  let bytes = 0;
  const loading = fetchCaptioner((more) => {
    bytes += more;
    answer({ kind: 'loading', bytes });
  });
  loading.catch(() => {}); // it is told below
  const wasmFolder = new URL('./', self.location.href).href;
  const engine = await startBrowserEngine({ wanted, wasmFolder });
  const captioner = await openPacked(await loading, withoutFiles);
  await warmUp(captioner);
  answer({ kind: 'ready', engine });
  return captioner;
}

async function caption(
  captioner: LayersCaptioner,
  { number, picture, width }: Asked,
): Promise<void> {
  const start = performance.now();
  const { inputSize, resize } = captioner.encoder;
  const pixels = readBitmap(picture, inputSize, resize);
  picture.close();
  const captions = await captionPixels(captioner, pixels, width, (words) =>
    answer({ kind: 'words', number, words }),
  );
  answer({ kind: 'captions', number, captions, milliseconds: performance.now() - start });
}

type Asked = Extract<Request, { kind: 'caption' }>;

let captioner: Promise<LayersCaptioner>;
let last: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'open') {
    captioner = open(data.engine);
    captioner.catch((error) => answer({ kind: 'failed', message: messageOf(error) }));
    return;
  }
  const { number } = data;
  last = last
    .then(async () => caption(await captioner, data))
    .catch((error) => answer({ kind: 'failed', number, message: messageOf(error) }));
});
