/** Seconds between two paintings. */
const APART = 0.5;

/** One line about work whose end nobody knows: written over in a terminal, elsewhere only begun and ended. */
export interface StatusLine {
  /** What is being done now. */
  say(text: string): void;
  /** Ends the line; with a text, which stays. */
  end(text?: string): void;
}

/** Starts such a line on standard output; in a terminal it counts the seconds. */
export function statusLine(label: string): StatusLine {
  const { stdout } = process;
  const started = performance.now();
  let now = '';
  const paint = () => {
    const seconds = Math.round((performance.now() - started) / 1000);
    stdout.write(`\r\x1b[K${[label, now, `${seconds} s`].filter(Boolean).join(' · ')}`);
  };
  if (!stdout.isTTY) stdout.write(`${label}\n`);
  const timer = stdout.isTTY ? setInterval(paint, APART * 1000) : undefined;
  return {
    say(text) {
      now = text;
    },
    end(text) {
      clearInterval(timer);
      if (stdout.isTTY) stdout.write('\r\x1b[K');
      if (text) stdout.write(`${text}\n`);
    },
  };
}
