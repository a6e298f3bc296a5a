import { basename } from 'node:path';
import { pictureNamed } from '../../display/picture-path.js';
import { sendPicture } from '../../display/send-picture.js';
import {
  bodyOf,
  isJson,
  type LoopbackServer,
  type Route,
  say,
  send,
  servePage,
} from '../../outputs/index.js';
import { captionHtml } from './caption-html.js';
import {
  type CaptionKeeper,
  type KeptCaption,
  type KeptPicture,
  writers,
} from './kept-captions.js';

/** More than anybody writes of a picture. */
const MOST_CAPTIONS = 50;

/** Who suggests captions, where somebody asks. */
export interface Suggester {
  /** What it is called: `the captioner of photographs`. */
  name: string;
  /** Captions of a picture's file, the best first. Throws a UserError where it has none. */
  suggest(path: string): Promise<string[]>;
}

/** What the page is served with. */
export interface CaptionPageOptions {
  /** The folder of the pictures. */
  folder: string;
  suggester: Suggester;
  /** The language in which captions will be written, a BCP 47 tag, where it is known. */
  language?: string;
  /** What to type once captions are written. */
  next: string;
  /** 0 takes one that is free. */
  port?: number;
}

const isCaption = (value: unknown): value is KeptCaption => {
  const { text, by } = Object(value) as Partial<KeptCaption>;
  return typeof text === 'string' && writers.some((one) => one === by);
};

/** What is to be kept, as it came, checked; undefined where it is none. */
function readPicture(value: unknown): KeptPicture | undefined {
  const { name, captions } = Object(value) as Partial<KeptPicture>;
  if (typeof name !== 'string' || !Array.isArray(captions)) return undefined;
  return captions.length <= MOST_CAPTIONS && captions.every(isCaption)
    ? { name, captions: captions.map(({ text, by }) => ({ text, by })) }
    : undefined;
}

/**
 * Serves the page on which captions of one's own pictures are written, to this machine alone.
 * @throws UserError when the port is taken
 */
export function serveCaptions(
  keeper: CaptionKeeper,
  { folder, suggester, language, next, port }: CaptionPageOptions,
): Promise<LoopbackServer> {
  const html = captionHtml({ folder: basename(folder), by: suggester.name, language, next });

  /** A route for JSON about a picture that is there. */
  const about =
    (
      read: (value: unknown) => KeptPicture | undefined,
      answer: (picture: KeptPicture, path: string) => unknown,
    ): Route =>
    async (request, response) => {
      if (!isJson(request)) return say(response, 415, 'This is asked as application/json.');
      const picture = read(await bodyOf(request));
      if (!picture) return say(response, 400, 'This is nothing that the page asks.');
      const path = keeper.pathOf(picture.name);
      if (!path) return say(response, 404, `There is no picture ${picture.name}.`);
      send(response, 200, 'application/json', JSON.stringify(await answer(picture, path)));
    };

  let queue: Promise<unknown> = Promise.resolve();
  const suggest = (path: string): Promise<string[]> => {
    const captions = queue.then(() => suggester.suggest(path));
    queue = captions.catch(() => {}); // whoever asked hears of it
    return captions;
  };

  return servePage(
    {
      'GET /': (_, response) => send(response, 200, 'text/html; charset=utf-8', html),
      'GET /captions': (_, response) =>
        send(response, 200, 'application/json', JSON.stringify(keeper.pictures())),
      'GET /pictures/': (_, response, path) =>
        sendPicture(response, keeper.pathOf(pictureNamed(path))),
      'POST /keep': about(readPicture, (picture) => {
        keeper.keep(picture);
        return {};
      }),
      'POST /suggest': about(
        (value) => readPicture({ ...Object(value), captions: [] }),
        (_, path) => suggest(path),
      ),
    },
    port,
  );
}
