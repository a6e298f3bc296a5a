/** What the bundler writes: every module that a cell may ask for, by its path or its package's name. */
declare module 'captionlab:modules' {
  export const modules: Record<string, () => unknown>;
}
