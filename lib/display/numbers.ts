/** A number with thousands grouped: `101,213`, and with so many decimals: `0.669`. */
export function numberText(value: number, decimals = 0): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value
    .toLocaleString('en', digits)
    .replace(/^-(?=[0.,]*$)/, '')
    .replace('-', '−');
}

/** A share between 0 and 1 as percent: `95 %`. */
export const percentText = (share: number, decimals = 0): string =>
  `${numberText(100 * share, decimals)} %`;

/** A lone number with four significant digits at most, and all of a whole number's. */
export function shortNumber(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return numberText(Math.round(value));
  return value.toLocaleString('en', { maximumSignificantDigits: 4 }).replace('-', '−');
}

/** Seconds as a person says them: `4.2 s`, `3 min 20 s`, `2 h 05 min`. */
export function durationText(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two((whole % 3600) / 60)} min`;
}

/** Decimals that tell numbers of this size apart. */
function decimalsFor(largest: number): number {
  if (largest >= 1000) return 0;
  return [100, 10, 1].findIndex((limit) => largest >= limit) + 1 || 4;
}

const decimalsOf = (text: string) => (text.split('.')[1] ?? '').length;

/** How the numbers of one column are written: all with the same number of decimals, so that they line up. */
export function columnNumbers(values: readonly number[]): (value: number) => string {
  const largest = Math.max(0, ...values.map(Math.abs).filter(Number.isFinite));
  if (largest > 0 && (largest < 1e-3 || largest >= 1e12)) return (value) => value.toPrecision(3);
  const most = values.every(Number.isInteger) ? 0 : Math.max(1, decimalsFor(largest));
  const needed = values.map((value) => decimalsOf(String(Number(value.toFixed(most)))));
  const decimals = Math.max(0, ...needed);
  return (value) => numberText(value, decimals);
}
