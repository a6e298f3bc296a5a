export { writeBook } from './write-book.js';
export { writeStick } from './write-stick.js';
