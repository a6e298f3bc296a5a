/** How far pip is, read off the lines that it prints. */
export interface PipProgress {
  /** Reads one more line. @returns what pip is doing, in words; undefined where the line says nothing new */
  read(line: string): string | undefined;
  /** Packages that pip installed. */
  installed(): number;
}

/** Follows `pip install` with its own progress bars off. */
export function followPip(): PipProgress {
  const found = new Set<string>();
  let installed = 0;
  return {
    read(line) {
      const collected = /^Collecting ([\w.-]+)/.exec(line)?.[1];
      if (collected) {
        found.add(collected);
        return `${found.size} packages found`;
      }
      const names = /^Installing collected packages: (.*)/.exec(line)?.[1];
      if (names) return `installing ${names.split(',').length} packages`;
      const done = /^Successfully installed (.*)/.exec(line)?.[1];
      if (done) installed = done.trim().split(/\s+/).length;
      return undefined;
    },
    installed: () => installed,
  };
}
