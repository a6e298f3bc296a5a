export { keptSentence, openCaptions } from './kept-captions.js';
export { type Suggester, serveCaptions } from './serve.js';
