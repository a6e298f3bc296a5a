/** `node:readline` in a browser: the lines of what comes in parts. */

interface Input {
  input: AsyncIterable<Uint8Array | string>;
}

export function createInterface({ input }: Input) {
  return {
    close() {},
    async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
      const decoder = new TextDecoder();
      let rest = '';
      for await (const part of input) {
        rest += typeof part === 'string' ? part : decoder.decode(part, { stream: true });
        const lines = rest.split(/\r\n|\n/);
        rest = lines.pop() ?? '';
        for (const line of lines) yield line;
      }
      if (rest !== '') yield rest;
    },
  };
}

export * as default from './readline.js';
