/** What the kernel asks of the page that started it, where a thread cannot do it itself. */
export interface PageRequest {
  ask: 'draw';
  id: number;
  /** The text of an SVG. */
  svg: string;
}

/** The page's answer: a picture, or why there is none. */
export type PageAnswer = { id: number; bitmap: ImageBitmap } | { id: number; failure: string };

const waiting = new Map<number, (answer: PageAnswer) => void>();
let asked = 0;

/** Takes an answer of the page to whoever asked. */
export function takeAnswer(answer: PageAnswer): void {
  waiting.get(answer.id)?.(answer);
  waiting.delete(answer.id);
}

/**
 * Has the page draw an SVG, in its own size: a thread's browser does not.
 * @throws Error when it cannot
 */
export async function drawSvg(svg: string): Promise<ImageBitmap> {
  const id = asked++;
  const answer = new Promise<PageAnswer>((resolve) => waiting.set(id, resolve));
  self.postMessage({ ask: 'draw', id, svg } satisfies PageRequest);
  const drawn = await answer;
  if ('failure' in drawn) throw new Error(drawn.failure);
  return drawn.bitmap;
}
