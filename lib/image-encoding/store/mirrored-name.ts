const ENDING = '-mirrored';

/** What the features of mirrored pictures are kept under, beside an encoder's others. */
export const mirroredName = (encoder: string) => `${encoder}${ENDING}`;

/** Whether features under this name are those of mirrored pictures. */
export const isMirroredName = (name: string) => name.endsWith(ENDING);

/** The encoder's own name, whether it looks into a mirror or not. */
export const plainName = (name: string) =>
  isMirroredName(name) ? name.slice(0, -ENDING.length) : name;
