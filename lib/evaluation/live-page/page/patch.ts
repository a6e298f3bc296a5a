import { byId } from '../../../display/page/element.js';
import type { Patch } from '../../what-if/cover.js';

/** How long the cover must rest before the model is asked, in milliseconds. */
const REST = 180;
const STEP = 0.04;
const LEAST = 0.03;

const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** A patch moved by a step, or made larger by it, inside the picture. */
export function moved(patch: Patch, dx: number, dy: number, resize: boolean): Patch {
  if (resize) {
    const width = within(patch.width + dx, LEAST, 1 - patch.x);
    return { ...patch, width, height: within(patch.height + dy, LEAST, 1 - patch.y) };
  }
  const x = within(patch.x + dx, 0, 1 - patch.width);
  return { ...patch, x, y: within(patch.y + dy, 0, 1 - patch.height) };
}

/** The patch between two points, in any order, inside the picture. */
export function between(one: [x: number, y: number], other: [x: number, y: number]): Patch {
  const [x1, y1, x2, y2] = [...one, ...other].map((share) => within(share, 0, 1));
  const [x, y] = [Math.min(x1, x2), Math.min(y1, y2)];
  return { x, y, width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

const steps: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** Wires the cover of the picture: drawn by dragging, or placed and moved by keys. `onChange` hears of it once it rests. */
export function wirePatch(onChange: (patch?: Patch) => void): { clear(): void } {
  const [stage, hole] = [byId('stage'), byId<HTMLButtonElement>('patch')];
  const uncover = byId<HTMLButtonElement>('uncover');
  let patch: Patch | undefined;
  let from: [number, number] | undefined;
  let resting = 0;

  function set(next: Patch | undefined, ask = true): void {
    patch = next;
    hole.hidden = !next;
    uncover.disabled = !next;
    if (next) {
      const { x, y, width, height } = next;
      Object.assign(hole.style, { left: `${100 * x}%`, top: `${100 * y}%` });
      Object.assign(hole.style, { width: `${100 * width}%`, height: `${100 * height}%` });
    }
    clearTimeout(resting);
    if (ask) resting = window.setTimeout(() => onChange(patch), REST);
  }

  const pointOf = ({ clientX, clientY }: PointerEvent): [number, number] => {
    const { left, top, width, height } = stage.getBoundingClientRect();
    return [(clientX - left) / width, (clientY - top) / height];
  };
  stage.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    from = pointOf(event);
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener('pointermove', (event) => {
    if (from) set(between(from, pointOf(event)), false);
  });
  stage.addEventListener('pointerup', () => {
    from = undefined;
    const isSeen = patch && patch.width >= LEAST && patch.height >= LEAST;
    set(isSeen ? patch : undefined);
  });
  hole.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (!step || !patch) return;
    event.preventDefault();
    set(moved(patch, ...step, event.shiftKey));
  });
  byId('cover').addEventListener('click', () => {
    set(patch ?? { x: 0.35, y: 0.35, width: 0.3, height: 0.3 });
    hole.focus();
  });
  uncover.addEventListener('click', () => {
    set(undefined);
    byId('cover').focus();
  });
  return { clear: () => set(undefined, false) };
}
