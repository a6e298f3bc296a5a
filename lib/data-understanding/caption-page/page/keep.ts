import { byId } from '../../../display/page/element.js';
import type { KeptCaption, KeptPicture } from '../kept-captions.js';

/** How long the keys must rest before what was written is sent, and how long before it is tried again, in milliseconds. */
const REST = 150;
const AGAIN = 1500;

/** Where what has not been kept yet survives a reload of the page. */
const STORED = 'not kept yet';

/** Asks the server and reads its answer; throws what it says went wrong. */
export async function ask<Answer>(path: string, question?: unknown): Promise<Answer> {
  const response = await fetch(path, {
    ...(question === undefined ? {} : { method: 'POST', body: JSON.stringify(question) }),
    headers: { 'content-type': 'application/json' },
    keepalive: path === 'keep', // goes on when the page is left
  });
  const answer = (await response.json()) as Answer & { error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}

/** What went wrong, for people. */
export const troubleOf = (error: unknown) =>
  error instanceof TypeError
    ? 'Nobody answers: has the command been stopped? What you write stays in this tab meanwhile.'
    : (error as Error).message;

const waiting = new Map<string, KeptCaption[]>(
  JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as [string, KeptCaption[]][],
);
let timer = 0;
let isSending = false;
/** Whether what stands there as a trouble is of keeping: a suggestion's stays. */
let isTroubled = false;

const store = () => sessionStorage.setItem(STORED, JSON.stringify([...waiting]));
const tell = (text: string) => {
  byId('kept').textContent = text;
};

async function send(): Promise<void> {
  clearTimeout(timer);
  if (isSending) return;
  isSending = true;
  for (const [name, captions] of waiting) {
    try {
      await ask('keep', { name, captions });
    } catch (error) {
      byId('trouble').textContent = troubleOf(error);
      isTroubled = true;
      tell('Not kept');
      isSending = false;
      timer = window.setTimeout(send, AGAIN);
      return;
    }
    if (waiting.get(name) === captions) waiting.delete(name);
    store();
  }
  isSending = false;
  if (isTroubled) byId('trouble').textContent = '';
  isTroubled = false;
  if (waiting.size > 0) return void send();
  tell('Kept');
}

/** Keeps the captions of a picture: at once in this tab, and once the keys rest in the file. */
export function keep({ name, captions }: KeptPicture): void {
  waiting.set(name, captions);
  store();
  tell('Keeping …');
  clearTimeout(timer);
  timer = window.setTimeout(send, REST);
}

/** The pictures as they are kept, with what this tab had not sent before it was loaded again. */
export async function keptPictures(): Promise<KeptPicture[]> {
  const pictures = await ask<KeptPicture[]>('captions');
  const names = new Set(pictures.map(({ name }) => name));
  for (const name of waiting.keys()) if (!names.has(name)) waiting.delete(name);
  if (waiting.size > 0) void send();
  return pictures.map(({ name, captions }) => ({ name, captions: waiting.get(name) ?? captions }));
}

addEventListener('pagehide', () => {
  if (waiting.size > 0) void send();
});
