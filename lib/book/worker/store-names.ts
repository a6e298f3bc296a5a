/** The browser's database of what notebooks make, and the place of the files in it, by path. */
export const DATABASE = 'captionlab';
export const STORE = 'files';
