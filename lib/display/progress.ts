import { SingleBar } from 'cli-progress';
import { escapeHtml } from './escape.js';
import { inKernel, newPlace, onCellEnd } from './kernel.js';
import { durationText, numberText } from './numbers.js';
import { palette } from './palette.js';
import { styled } from './styles.js';

/** How far a long work is, for whoever waits. */
export interface ProgressBar {
  /** `n` more are done; `note` says something about now: a loss, a file. */
  advance(n?: number, note?: string): void;
  /** The work is over, or stopped; `note` stays beside the summary. */
  done(note?: string): void;
}

/** Where a bar stands. */
export interface Progress {
  label: string;
  unit: string;
  count: number;
  total: number;
  /** Seconds since the start. */
  seconds: number;
  /** Items a second, lately. */
  rate: number;
  note: string;
}

interface Painter {
  paint(progress: Progress): void;
  finish(progress: Progress): void;
}

const MILLISECONDS_APART = 200;
const RATE_WINDOW_SECONDS = 20;

/** `120 /s`, or `2.5 s each` for slow work. */
export function rateText(rate: number): string {
  if (!(rate > 0)) return '';
  return rate >= 1
    ? `${numberText(Number(rate.toPrecision(3)))} /s`
    : `${durationText(1 / rate)} each`;
}

function percentOf({ count, total }: Progress): number {
  return total > 0 ? Math.min(100, Math.floor((100 * count) / total)) : 100;
}

/** A running bar in words: `45 % · 360 of 800 pictures · 120 /s · 3.7 s left · loss 2.1`. */
export function progressText(progress: Progress): string {
  const { count, total, unit, rate, note } = progress;
  const left =
    count > 0 && count < total && rate > 0 && `${durationText((total - count) / rate)} left`;
  const amount = `${numberText(count)} of ${numberText(total)} ${unit}`.trim();
  return [`${percentOf(progress)} %`, amount, rateText(rate), left, note]
    .filter(Boolean)
    .join(' · ');
}

/** A finished bar in words: `Encoding: 800 pictures in 6.7 s`. */
export function summaryText({ label, count, total, unit, seconds, note }: Progress): string {
  const amount =
    count === total ? numberText(count) : `${numberText(count)} of ${numberText(total)}`;
  return `${label}: ${`${amount} ${unit}`.trim()} in ${durationText(seconds)}${note && ` · ${note}`}`;
}

function notebookPainter(): Painter {
  const place = newPlace();
  const write = (html: string) => place.write({ 'text/html': styled(html) });
  return {
    paint(progress) {
      const done = `<span style="display:block;height:100%;border-radius:4px;width:${percentOf(progress)}%;background:${palette.blue}"></span>`;
      const bar = `<span style="flex:0 0 180px;height:8px;border-radius:4px;background:${palette.faint}">${done}</span>`;
      const text = `<span class="cl-quiet" style="font-variant-numeric:tabular-nums">${escapeHtml(progressText(progress))}</span>`;
      write(
        `<div style="display:flex;flex-wrap:wrap;gap:4px 12px;align-items:center"><b>${escapeHtml(progress.label)}</b>${bar}${text}</div>`,
      );
    },
    finish: (progress) =>
      write(`<span style="color:${palette.green}">✓</span> ${escapeHtml(summaryText(progress))}`),
  };
}

function terminalPainter(): Painter {
  const bar = new SingleBar({
    format: '{label} {bar} {text}',
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  return {
    paint(progress) {
      const shown = { label: progress.label, text: progressText(progress) };
      if (bar.isActive) bar.update(progress.count, shown);
      else bar.start(progress.total, progress.count, shown);
    },
    finish(progress) {
      bar.stop();
      process.stderr.write(`${summaryText(progress)}\n`);
    },
  };
}

function linePainter(): Painter {
  let quarter = -1;
  return {
    paint(progress) {
      const reached = Math.floor(percentOf(progress) / 25);
      if (reached <= quarter || reached === 4) return;
      quarter = reached;
      process.stderr.write(`${progress.label}: ${progressText(progress)}\n`);
    },
    finish: (progress) => process.stderr.write(`${summaryText(progress)}\n`),
  };
}

function choosePainter(): Painter {
  if (inKernel()) return notebookPainter();
  return process.stderr.isTTY ? terminalPainter() : linePainter();
}

/** Writes a line to standard error, above a bar that is running in the terminal. */
export function lineAboveBars(text: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}\n` : `${text}\n`);
}

/**
 * A progress bar with rate and time left. In a notebook it is drawn in place and leaves one line; in a terminal it
 * is a bar; elsewhere a line every quarter. Outside notebooks it writes to standard error.
 */
export function progressBar(label: string, total: number, unit = ''): ProgressBar {
  const painter = choosePainter();
  const start = performance.now();
  let count = 0;
  let note = '';
  let paintedAt = Number.NEGATIVE_INFINITY;
  let forget = () => {};
  let over = false;
  const lately = [{ seconds: 0, count: 0 }];

  function progress(): Progress {
    const seconds = (performance.now() - start) / 1000;
    const [first] = lately;
    const rate = (count - first.count) / Math.max(1e-3, seconds - first.seconds);
    return { label, unit, count, total, seconds, rate, note };
  }

  function paint() {
    const now = progress();
    lately.push({ seconds: now.seconds, count });
    while (lately.length > 2 && now.seconds - lately[1].seconds > RATE_WINDOW_SECONDS)
      lately.shift();
    paintedAt = performance.now();
    painter.paint(now);
  }

  paint();
  return {
    advance(n = 1, said = '') {
      if (over) return;
      count += n;
      note = said;
      if (performance.now() - paintedAt >= MILLISECONDS_APART || count >= total) paint();
      else {
        forget();
        forget = inKernel() ? onCellEnd(paint) : forget;
      }
    },
    done(said = '') {
      if (over) return;
      over = true;
      forget();
      note = said;
      painter.finish(progress());
    },
  };
}
