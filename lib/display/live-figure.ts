import { inKernel, newPlace, onCellEnd, type Place } from './kernel';
import { figureHtml, newFigureId, writeLibrary } from './plotly';
import type { Figure } from './types';

const MILLISECONDS_APART = 500;

export interface LiveFigure {
  /** Draws this figure in place of the one before. */
  update(figure: Figure): void;
}

/** A figure that is drawn again in place, for training: at most twice a second, and always the last one. */
export function liveFigure(): LiveFigure {
  const id = newFigureId();
  let place: Place | undefined;
  let waiting: Figure | undefined;
  let timer: NodeJS.Timeout | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;

  function draw() {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    place?.html(figureHtml(waiting, id, true));
    waiting = undefined;
    drawnAt = performance.now();
  }

  return {
    update(figure) {
      if (!inKernel()) return;
      if (!place) {
        writeLibrary();
        place = newPlace();
      }
      waiting = figure;
      const due = drawnAt + MILLISECONDS_APART - performance.now();
      if (due <= 0) draw();
      else {
        timer ??= setTimeout(draw, due);
        onCellEnd(draw);
      }
    },
  };
}
