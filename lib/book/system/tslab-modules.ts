import { createRequire } from './module.js';

/** The name of the TypeScript that tslab brings. */
export const TSLAB_TYPESCRIPT = '@tslab/typescript-for-tslab';

const FOLDER = '/captionlab/node_modules/tslab/dist/';
const load = createRequire(`${FOLDER}main.js`);

/** Takes the place of TypeScript's exports: they are shared with tslab, so each is set. */
const typescript = {
  set exports(changed: object) {
    Object.assign(load(TSLAB_TYPESCRIPT) as object, changed);
  },
};

/** What `lib/kernel/tslab-modules.ts` is on a computer: tslab and what it brings, from the book's script. */
export const requireFromTslab = Object.assign((id: string) => load(id), {
  resolve: (id: string) => (id.startsWith('.') ? FOLDER + id.slice(2) : id),
  cache: { [TSLAB_TYPESCRIPT]: typescript } as Record<string, typeof typescript>,
});
