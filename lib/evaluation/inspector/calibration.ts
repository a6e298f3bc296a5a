/** Words whose probability lies in one interval. */
export interface CalibrationBin {
  /** The interval's ends; the upper one belongs to the last bin only. */
  from: number;
  to: number;
  words: number;
  /** Mean probability of the words. */
  confidence: number;
  /** Share of them that a reference has. */
  hits: number;
}

/**
 * How sure the model was of its words and how often they were people's words too, in bins of equal width; empty ones are
 * left out. In a calibrated model the two are equal (a reliability diagram: Guo et al. 2017).
 */
export function calibrationOf(
  words: readonly { probability: number; hit: boolean }[],
  bins = 10,
): CalibrationBin[] {
  const parted = Array.from({ length: bins }, () => [] as { probability: number; hit: boolean }[]);
  for (const word of words) {
    parted[Math.min(bins - 1, Math.floor(word.probability * bins))].push(word);
  }
  return parted.flatMap((members, at) => {
    if (members.length === 0) return [];
    const sum = members.reduce((total, { probability }) => total + probability, 0);
    return {
      ...{ from: at / bins, to: (at + 1) / bins, words: members.length },
      confidence: sum / members.length,
      hits: members.filter(({ hit }) => hit).length / members.length,
    };
  });
}

/** Mean distance of sureness and share of hits, weighted by the bins' words: 0 when they are equal everywhere. */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const all = bins.reduce((sum, { words }) => sum + words, 0);
  const apart = bins.reduce(
    (sum, { words, confidence, hits }) => sum + words * Math.abs(confidence - hits),
    0,
  );
  return all === 0 ? 0 : apart / all;
}

/** Ranks from 1; equal values share the mean of theirs. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && order[end].value === order[start].value) end++;
    for (let i = start; i < end; i++) ranks[order[i].at] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** Spearman's rank correlation, -1 to 1; 0 where either side never varies. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [ranksOf(a), ranksOf(b)];
  const middle = (a.length + 1) / 2;
  const product = (x: number[], y: number[]) =>
    x.reduce((sum, rank, at) => sum + (rank - middle) * (y[at] - middle), 0);
  const spread = Math.sqrt(product(left, left) * product(right, right));
  return spread === 0 ? 0 : product(left, right) / spread;
}
