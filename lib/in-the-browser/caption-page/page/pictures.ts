import { byId } from '../../../display/page/element.js';

/** A picture that somebody gave to the page. */
export interface GivenPicture {
  source: Blob | string;
  /** Its file's name, or what else there is to call it. */
  name: string;
}

type Take = (picture: GivenPicture) => void;
type Refuse = (message: string) => void;

/** The first picture among what was dropped or pasted; files first, for a browser adds a page's address to them. */
function pictureIn(transfer: DataTransfer | null): File | undefined {
  const files = Array.from(transfer?.files ?? []);
  return files.find(({ type }) => type.startsWith('image/')) ?? files[0];
}

/** A picture dropped anywhere on the page. */
function takeDrops(take: Take, refuse: Refuse): void {
  const mark = (on: boolean) => document.documentElement.classList.toggle('dropping', on);
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    mark(true);
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) mark(false);
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    mark(false);
    const file = pictureIn(event.dataTransfer);
    if (file) take({ source: file, name: file.name });
    else refuse('That was no file. Save the picture first, and drop its file here.');
  });
}

/** A picture pasted anywhere on the page. */
function takePastes(take: Take): void {
  document.addEventListener('paste', ({ clipboardData }) => {
    const file = pictureIn(clipboardData);
    if (file) take({ source: file, name: file.name || 'pasted picture' });
  });
}

/** A picture chosen among one's files. */
function takeChoices(take: Take): void {
  const input = byId<HTMLInputElement>('file');
  byId('choose').addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    const [file] = Array.from(input.files ?? []);
    input.value = ''; // so that the same file can be chosen again
    if (file) take({ source: file, name: file.name });
  });
}

/** One of the pictures that came with the page. */
function takeSamples(take: Take): void {
  document.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest<HTMLElement>('[data-sample]');
    const name = button?.getAttribute('aria-label') ?? '';
    if (button?.dataset.sample) take({ source: button.dataset.sample, name });
  });
}

/** Takes pictures however they come: dropped, pasted, chosen, or from the samples. */
export function takePictures(take: Take, refuse: Refuse): void {
  takeDrops(take, refuse);
  takePastes(take);
  takeChoices(take);
  takeSamples(take);
}

/** Larger pictures are made smaller by the browser first, in pixels a side: phones have no canvas for them. */
const LARGEST_SIDE = 4096;

/** The picture that an image element shows, upright, to be handed to the captioner. */
export function bitmapOf(image: HTMLImageElement): Promise<ImageBitmap> {
  const { naturalWidth: width, naturalHeight: height } = image;
  const share = LARGEST_SIDE / Math.max(width, height);
  if (share >= 1) return createImageBitmap(image);
  return createImageBitmap(image, {
    resizeWidth: Math.round(share * width),
    resizeHeight: Math.round(share * height),
    resizeQuality: 'high',
  });
}

/**
 * Decodes a picture into a copy of an image element, which goes on showing what it shows.
 * @throws Error naming the picture when this browser cannot read it
 */
export async function decodePicture(
  image: HTMLImageElement,
  { source, name }: GivenPicture,
): Promise<HTMLImageElement> {
  const decoded = image.cloneNode() as HTMLImageElement;
  decoded.src = typeof source === 'string' ? source : URL.createObjectURL(source);
  decoded.alt = name;
  const isRead = await decoded.decode().then(
    () => decoded.naturalWidth > 0,
    () => false,
  );
  if (isRead) return decoded;
  release(decoded);
  throw new Error(`“${name}” cannot be read as a picture in this browser.`);
}

/** Lets go of the file behind an image element that is not shown any more. */
export function release({ src }: HTMLImageElement): void {
  if (src.startsWith('blob:')) URL.revokeObjectURL(src);
}
