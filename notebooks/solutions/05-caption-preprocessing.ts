// Notebook 05: one way to write each function. Others are as good.

export function toIndices(caption: string, indexOf: Map<string, number>): number[] {
  const indices: number[] = [];
  for (const word of caption.split(' ')) {
    const index = indexOf.get(word);
    if (index !== undefined) indices.push(index);
  }
  return indices;
}

export function padInFront(sequence: number[], length: number): number[] {
  const padded = [...sequence];
  while (padded.length < length) padded.unshift(0);
  return padded.slice(padded.length - length);
}
