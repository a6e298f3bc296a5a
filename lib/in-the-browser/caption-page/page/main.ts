import { byId } from '../../../display/page/element.js';
import { KEEPER, megabytes, type PageData } from '../page-data.js';
import { wireCamera } from './camera.js';
import { startCaptioner } from './captioner.js';
import { bitmapOf, decodePicture, type GivenPicture, release, takePictures } from './pictures.js';
import { makeResult } from './result.js';

const data = JSON.parse(byId('data').textContent ?? '') as PageData;
const status = byId('status');
let image = byId<HTMLImageElement>('picture');
const result = makeResult(tell);
let isReady = false;
let given = 0;

function tell(message: string, wrong = false): void {
  status.textContent = message;
  status.classList.toggle('wrong', wrong);
}
const refuse = (message: string) => tell(message, true);

const captioner = startCaptioner({
  loading(bytes) {
    byId<HTMLProgressElement>('progress').value = bytes;
    byId('loaded').textContent = `${megabytes(bytes)} of ${megabytes(data.toLoad)}`;
  },
  ready(engine) {
    isReady = true;
    byId('loading').hidden = true;
    byId('engine').textContent = engine;
    if (status.textContent === WAITING) tell('');
    document.documentElement.dataset.ready = 'true';
    navigator.serviceWorker?.register(KEEPER).catch(() => {}); // without it the page only needs a network
  },
  words: (words) => result.show(words),
  captions(captions, milliseconds) {
    tell('');
    result.finish(captions, milliseconds);
  },
  failed(message) {
    byId('loading').hidden = true;
    result.rest();
    refuse(message);
  },
});

const WAITING = 'It is captioned as soon as the model is here.';
const searchWidth = () =>
  Number(document.querySelector<HTMLInputElement>('input[name="search"]:checked')?.value);

function captionShown(): Promise<void> {
  result.clear();
  tell(isReady ? '' : WAITING);
  return captioner.caption(bitmapOf(image), searchWidth());
}

function show(decoded: HTMLImageElement, name: string): void {
  image.replaceWith(decoded);
  release(image);
  image = decoded;
  byId('shown').hidden = false;
  byId('name').textContent = name;
  byId('stage').scrollIntoView({ block: 'nearest' });
}

/** What is shown, and its caption, stay until the next picture is decoded: they also stay when it is none. */
async function take(picture: GivenPicture): Promise<void> {
  const number = ++given;
  result.wait();
  try {
    const decoded = await decodePicture(image, picture);
    if (number !== given) return release(decoded); // another one has come meanwhile
    show(decoded, picture.name);
    await captionShown();
  } catch (error) {
    if (number !== given) return;
    result.rest();
    refuse((error as Error).message);
  }
}

takePictures((picture) => void take(picture), refuse);
wireCamera((picture) => void take(picture), refuse);
for (const choice of Array.from(document.querySelectorAll('input[name="search"]'))) {
  choice.addEventListener('change', () => {
    if (image.naturalWidth > 0) captionShown().catch(({ message }) => refuse(message));
  });
}
