import { escapeHtml } from './escape';
import { inKernel, newPlace } from './kernel';

export interface ProgressBar {
  /** `n` more are done; `note` says something about now (a loss, a file). */
  advance(n?: number, note?: string): void;
  done(note?: string): void;
}

/** Seconds as a person says them: `4 s`, `3 min 20 s`, `2 h 05 min`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${seconds < 10 ? seconds.toFixed(1) : whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

/** A progress bar with the time left: in a notebook it is updated in place, elsewhere lines go to standard error. */
export function progressBar(label: string, total: number, unit = ''): ProgressBar {
  const start = performance.now();
  const place = inKernel() ? newPlace() : undefined;
  const seconds = () => (performance.now() - start) / 1000;
  let count = 0;
  let last = 0;
  let quarter = -1;
  const write = (text: string) => {
    if (place) place.html(`<div>${escapeHtml(text)}</div>`);
    else process.stderr.write(`${text}\n`);
  };
  return {
    advance(n = 1, note = '') {
      count += n;
      const now = performance.now();
      const left = durationText((seconds() / count) * Math.max(0, total - count));
      const text = `${label} ${Math.floor((100 * count) / total)} % · ${count} of ${total} ${unit} · ${left} left ${note}`;
      if (place ? now - last > 200 : Math.floor((4 * count) / total) > quarter) {
        last = now;
        quarter = Math.floor((4 * count) / total);
        write(text);
      }
    },
    done(note = '') {
      write(`${label}: ${count} ${unit} in ${durationText(seconds())} ${note}`);
    },
  };
}
