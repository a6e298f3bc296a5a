// Notebook 09: one way to write each function. Others are as good.

export function nextWord(probabilities: number[]): number {
  let best = 1;
  for (let word = 2; word < probabilities.length; word++) {
    if (probabilities[word] > probabilities[best]) best = word;
  }
  return best;
}

type Beam = { words: number[]; logProbability: number };
export function beamStep(beams: Beam[], next: number[][], width: number): Beam[] {
  const all: Beam[] = [];
  beams.forEach((beam, i) => {
    next[i].forEach((one, word) => {
      all.push({ words: [...beam.words, word], logProbability: beam.logProbability + one });
    });
  });
  return all.sort((a, b) => b.logProbability - a.logProbability).slice(0, width);
}
