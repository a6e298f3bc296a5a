// Notebook 08: one way to write each function. Others are as good.

export function gateOf(
  x: number[], h: number[], kernel: number[], recurrent: number[], bias: number,
): number {
  let sum = bias;
  x.forEach((value, i) => {
    sum += value * kernel[i];
  });
  h.forEach((value, i) => {
    sum += value * recurrent[i];
  });
  return 1 / (1 + Math.exp(-sum));
}

export function lossOf(logits: number[], right: number): number {
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - most));
  const sum = powers.reduce((all, power) => all + power, 0);
  return Math.log(sum) - (logits[right] - most);
}
