/** The two streams that a cell prints to. */
export type StreamName = 'stdout' | 'stderr';

/** Collects what a cell prints. */
export interface TextStream {
  write(name: StreamName, text: string): void;
  /** Sends what is held back; to be called before anything else is sent, so that the order is kept. */
  flush(): void;
}

/**
 * Joins what is printed in quick succession into few messages: a Jupyter server passes on only a thousand a second
 * and drops the rest.
 * @param every milliseconds between two messages while a cell goes on printing
 */
export function createTextStream(
  send: (name: StreamName, text: string) => void,
  every = 50,
): TextStream {
  let held = '';
  let heldName: StreamName = 'stdout';
  let sentAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!held) return;
    const text = held;
    held = '';
    sentAt = performance.now();
    send(heldName, text);
  }

  function write(name: StreamName, text: string): void {
    if (name !== heldName) flush();
    heldName = name;
    held += text;
    if (performance.now() - sentAt >= every) flush();
    else timer ??= setTimeout(flush, every);
  }

  return { write, flush };
}
