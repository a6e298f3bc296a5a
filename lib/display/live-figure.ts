import { randomBytes } from 'node:crypto';
import { inKernel, newPlace, type Place } from './kernel';
import { figureHtml, writeLibrary } from './plotly';
import type { Figure } from './types';

export interface LiveFigure {
  update(figure: Figure): void;
}

/** A figure that is drawn again in place, for training: at most twice a second, and always the last one. */
export function liveFigure(): LiveFigure {
  const id = `cl-${randomBytes(6).toString('hex')}`;
  let place: Place | undefined;
  return {
    update(figure) {
      if (!inKernel()) return;
      writeLibrary();
      place ??= newPlace();
      place.html(figureHtml(figure, id));
    },
  };
}
