// Notebook 14: one way to write each function. Others are as good.

export function rankOf(scores: number[], right: number): number {
  const greater = scores.filter((score) => score > scores[right]).length;
  const equal = scores.filter((score) => score === scores[right]).length;
  return greater + (equal + 1) / 2;
}

export function recallAtDepth(ranks: number[], depth: number): number {
  return ranks.filter((rank) => rank <= depth).length / ranks.length;
}
