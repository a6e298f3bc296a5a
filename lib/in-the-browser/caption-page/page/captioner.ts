import type { FoundCaption, SaidWord } from '../../../inference/index.js';
import type { Answer, Request } from '../../messages.js';

/** Who is told what the worker says. */
export interface Listener {
  loading(bytes: number): void;
  ready(engine: string): void;
  /** The words of the picture asked about last, one more each time. */
  words(words: SaidWord[]): void;
  captions(captions: FoundCaption[], milliseconds: number): void;
  failed(message: string): void;
}

/** The captioner, which works beside the page. */
export interface Captioner {
  /** Asks for captions as soon as the picture's pixels are here; what was asked before is no longer told of. */
  caption(picture: Promise<ImageBitmap>, width: number): Promise<void>;
}

/** Starts the captioner and lets it load. An engine may be asked for in the page's address, as `?engine=wasm`. */
export function startCaptioner(listener: Listener): Captioner {
  const worker = new Worker('worker.js', { type: 'module' });
  let asked = 0;
  const ask = (request: Request, transfer: Transferable[] = []) =>
    worker.postMessage(request, transfer);

  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    if ('number' in data && data.number !== undefined && data.number !== asked) return;
    if (data.kind === 'loading') listener.loading(data.bytes);
    else if (data.kind === 'ready') listener.ready(data.engine.title);
    else if (data.kind === 'words') listener.words(data.words);
    else if (data.kind === 'captions') listener.captions(data.captions, data.milliseconds);
    else listener.failed(data.message);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    listener.failed(`The captioner did not start (${event.message ?? 'worker.js'}).`);
  });
  const engine = new URLSearchParams(window.location.search).get('engine') ?? undefined;
  ask({ kind: 'open', engine });

  return {
    async caption(picture, width) {
      const number = ++asked;
      const pixels = await picture;
      if (number === asked) ask({ kind: 'caption', number, picture: pixels, width }, [pixels]);
      else pixels.close(); // something else was asked meanwhile
    },
  };
}
