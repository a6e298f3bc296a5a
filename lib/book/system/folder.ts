/** Where the project lies in the browser's file system. */
export const PROJECT = '/captionlab';

let folder = PROJECT;

/** The folder that the kernel works in. */
export const cwd = (): string => folder;

/** Works in another folder from now on. */
export const chdir = (path: string): void => {
  folder = path;
};

/** Where the scripts lie that were bundled when the book was made, in folders named after their modules. */
export const BUILT = '/built';

/** Where the kernel finds what its own places come from. */
export const KERNEL_MAP = `${BUILT}/kernel.js.map`;

/** Under which address of the book its service worker answers with what notebooks made. */
export const MADE = 'made/';

/** The folder of what WebAssembly's threads start from, beside the kernel's script. */
export const THREADS = 'threads';
