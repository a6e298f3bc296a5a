/** A number of things as people read it: 1,000. */
export const many = (count: number) => count.toLocaleString('en');

/** A share as a whole percentage. */
export const percent = (share: number) => `${Math.round(100 * share)} %`;
