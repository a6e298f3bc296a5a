export { liveHtml } from './live-html.js';
export { openAnswers } from './questions.js';
export { serveLive } from './serve.js';
