// Notebook 01: one way to write each function. Others are as good.

export function readLine(line: string): { picture: string; caption: string } {
  const tab = line.indexOf('\t');
  const name = line.slice(0, tab);
  return { picture: name.slice(0, name.lastIndexOf('#')), caption: line.slice(tab + 1) };
}

export function alikeness(one: string[], other: string[]): number {
  const [ours, theirs] = [new Set(one), new Set(other)];
  const common = [...ours].filter((word) => theirs.has(word)).length;
  return common / (ours.size + theirs.size - common);
}
