// Notebook 06: one way to write each function. Others are as good.

export function questionsOf(caption: number[]): { read: number[]; next: number }[] {
  const questions: { read: number[]; next: number }[] = [];
  for (let i = 1; i < caption.length; i++) {
    questions.push({ read: caption.slice(0, i), next: caption[i] });
  }
  return questions;
}

export function inBatches(pictures: string[], size: number): string[][] {
  const batches: string[][] = [];
  for (let i = 0; i < pictures.length; i += size) batches.push(pictures.slice(i, i + size));
  return batches;
}
