// Notebook 15: one way to write each function. Others are as good.

export function areaOf(real: number[], strange: number[]): number {
  let won = 0;
  for (const a of real) {
    for (const b of strange) won += a > b ? 1 : a === b ? 0.5 : 0;
  }
  return won / (real.length * strange.length);
}

type Counts = { man: number; woman: number };

export function amplifiedFor(learnt: Counts, said: Counts): number {
  const gender = learnt.woman > learnt.man ? 'woman' : 'man';
  const shareOf = (counts: Counts) => counts[gender] / (counts.man + counts.woman);
  return shareOf(said) - shareOf(learnt);
}
