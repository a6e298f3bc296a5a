import { inKernel, newPlace, type Output, onCellEnd, type Place } from './kernel.js';
import { figureOutput, newFigureId } from './plotly.js';
import { styled } from './styles.js';
import { type Row, type TableOptions, tableHtml } from './table.js';
import type { Figure } from './types.js';

const MILLISECONDS_APART = 500;

/** A place that is written again: at most twice a second, and always with what came last. */
function livePlace<T>(outputOf: (thing: T) => Output): (thing: T) => void {
  let place: Place | undefined;
  let waiting: { thing: T } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writtenAt = Number.NEGATIVE_INFINITY;

  function write() {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    place?.write(outputOf(waiting.thing));
    waiting = undefined;
    writtenAt = performance.now();
  }

  return (thing) => {
    if (!inKernel()) return;
    place ??= newPlace();
    waiting = { thing };
    const due = writtenAt + MILLISECONDS_APART - performance.now();
    if (due <= 0) write();
    else {
      timer ??= setTimeout(write, due);
      onCellEnd(write);
    }
  };
}

/** A figure that is drawn again and again. */
export interface LiveFigure {
  /** Draws this figure in place of the one before. */
  update(figure: Figure): void;
}

/** A figure that is drawn again in place, for training. */
export function liveFigure(): LiveFigure {
  const id = newFigureId();
  return { update: livePlace((figure: Figure) => figureOutput(figure, id, true)) };
}

/** A table that is written again and again. */
export interface LiveTable {
  /** Shows these rows in place of those before. */
  update(rows: Row[]): void;
}

/** A table that is shown again in place, with a row more each time. */
export function liveTable(options?: TableOptions): LiveTable {
  return {
    update: livePlace((rows: Row[]) => ({ 'text/html': styled(tableHtml(rows, options)) })),
  };
}
