// tslab's TypeScript, in a form whose parts can be replaced before tslab takes them.
module.exports = { ...require('@tslab/typescript-for-tslab/lib/typescript.js') };
