export { writeBook } from './write-book.js';
